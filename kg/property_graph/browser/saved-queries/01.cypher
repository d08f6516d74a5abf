// 01. 哪些实体叫这个名字？ (Which entities go by this name?)
CALL db.index.fulltext.queryNodes('kg_names', $words) YIELD node, score
RETURN node, score LIMIT 25
