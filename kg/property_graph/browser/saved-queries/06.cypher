// 06. 这个地方有什么？ (What lies in this place?)
MATCH (c:Entity {name: $name})
MATCH p = (c)<-[:LOCATED_IN]-(:Entity)
RETURN p LIMIT 50
