// 12. 他们之间隔着什么？ (How are these two joined?)
MATCH (a:Entity {name: $person}), (b:Entity {name: $other})
MATCH p = shortestPath((a)-[:HOLDS_POST|LOCATED_IN|HELD_IN|PARTICIPATES_IN|VISITED|MET|SIGNED|DEVELOPS|PART_OF*..5]-(b))
RETURN p LIMIT 5
