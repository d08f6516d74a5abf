// 07. 谁与它合作、谁与它相邻？ (Who cooperates with it, who borders it?)
MATCH (n:Entity {name: $name})
MATCH p = (n)-[:COOPERATES_WITH|ADJACENT_TO]-(:Entity)
RETURN p LIMIT 50
