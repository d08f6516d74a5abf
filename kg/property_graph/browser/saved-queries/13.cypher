// 13. 有哪些数字？ (Which figures are stated?)
CALL db.index.fulltext.queryNodes('kg_names', $words) YIELD node
WITH node LIMIT 25
MATCH p = (node)<-[:ABOUT]-(o:Observation)-[:SUPPORTED_BY]->(:Evidence)
RETURN p LIMIT 25
