// 05. 他最近去过哪里、见过谁？ (Where was this official, whom did he meet?)
MATCH (a:Entity {name: $person})
MATCH p = (a)-[r:VISITED|MET|PARTICIPATES_IN]-(x:Entity)
RETURN p ORDER BY r.from DESC LIMIT 25
