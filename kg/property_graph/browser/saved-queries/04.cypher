// 04. 哪句话说他任职？ (Which sentence says so?)
MATCH (a:Entity {name: $person})
MATCH p = (a)<-[:SUBJECT]-(s:Statement)-[:SUPPORTED_BY]->(:Evidence)-[:FROM_DOCUMENT]->(:Document)
WHERE s.type = 'holdsPost'
RETURN p LIMIT 25
