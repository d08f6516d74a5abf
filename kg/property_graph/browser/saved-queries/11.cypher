// 11. 谁参加这个活动？ (Who takes part in this event?)
MATCH (e:Entity {name: $event})
MATCH p = (e)<-[:PARTICIPATES_IN|PART_OF]-(:Entity)
RETURN p LIMIT 50
