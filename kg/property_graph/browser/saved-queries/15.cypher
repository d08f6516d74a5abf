// 15. 最新的文件说了什么？ (What do the latest documents state?)
MATCH (d:Document) WHERE d.published >= date($since)
WITH d ORDER BY d.published DESC LIMIT 5
MATCH p = (d)<-[:FROM_DOCUMENT]-(:Evidence)<-[:SUPPORTED_BY]-(:Statement)-[:SUBJECT|OBJECT]->(:Entity)
RETURN p LIMIT 50
