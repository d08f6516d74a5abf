// 03. 谁在这个机构任职？ (Who holds a post in this body?)
MATCH (b:Entity {name: $body})
MATCH p = (b)<-[:HOLDS_POST]-(:Entity)
RETURN p LIMIT 25
