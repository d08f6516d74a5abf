// 09. 最近出台了哪些政策？ (Which policies were issued lately?)
MATCH p = (:Entity)-[i:ISSUED]->(:Policy) WHERE i.from >= date($since)
RETURN p ORDER BY i.from DESC LIMIT 25
