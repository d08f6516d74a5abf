// 02. 它与谁有关？ (What is it joined to?)
MATCH (n:Entity {name: $name})
MATCH p = (n)-[r]-(m:Entity)
RETURN p LIMIT 50
