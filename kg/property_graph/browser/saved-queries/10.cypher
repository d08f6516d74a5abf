// 10. 政策的来龙去脉 (What is a policy based on, what amends it?)
MATCH (a:Entity {name: $policy})
MATCH p = (a)-[:BASED_ON|AMENDS*1..3]-(:Policy)
RETURN p LIMIT 25
