// 08. 这家企业做什么项目？ (What does this company build?)
MATCH (c:Entity {name: $other})
MATCH p = (c)-[:DEVELOPS]->(x:Entity)
OPTIONAL MATCH q = (x)-[:LOCATED_IN|CONNECTS]->(:Entity)
RETURN p, q LIMIT 25
