// 14. 哪些句子提到这个词，说了什么？ (Which sentences have this word, and what do they state?)
CALL db.index.fulltext.queryNodes('kg_quotes', $words) YIELD node
WITH node LIMIT 10
MATCH p = (:Entity)<-[:SUBJECT|OBJECT]-(:Statement)-[:SUPPORTED_BY]->(node)
RETURN p LIMIT 25
