// Forty-two questions to the graph, each a query that Neo4j and the embedded engine answer alike.
// A question begins with a line "// NUMBER Title"; lines "// name = value" after it are its parameters.
// What to mind so that both agree: order rows by columns that tell them apart; name no column like a variable of the query;
// give two nodes of one pattern a condition to be different; no parameter inside any(x IN … WHERE …); no map projection.

// 1 How many entities of each type are there?
MATCH (n:Entity) RETURN n.type AS type, count(n) AS entities ORDER BY entities DESC, type LIMIT 20;

// 2 How many relationships of each kind join entities?
MATCH (a:Entity)-[r]->(b:Entity) RETURN type(r) AS kind, count(r) AS relationships ORDER BY relationships DESC, kind LIMIT 20;

// 3 Who holds which post where, since when?
MATCH (p:Official)-[h:HOLDS_POST]->(b:Entity) WHERE h.modality = 'done'
RETURN p.name AS official, h.role AS role, b.name AS body, h.from AS since ORDER BY official, role, body LIMIT 50;

// 4 Who led this body, one after the other?
// body = 黑河市人民政府
MATCH (p:Entity)-[h:HOLDS_POST]->(b:GovernmentBody) WHERE b.name = $body
RETURN p.name AS person, h.role AS role, h.from AS since, h.to AS until, h.modality AS modality
ORDER BY person, role, modality LIMIT 25;

// 5 Which posts has this person held?
// person = 顾言之
MATCH (p:Entity)-[h:HOLDS_POST]->(b:Entity) WHERE p.name = $person
RETURN h.role AS role, b.name AS body, h.modality AS modality, h.fromText AS since, h.toText AS until
ORDER BY role, body LIMIT 25;

// 6 Which posts are named without a body?
MATCH (s:Statement)-[:SUBJECT]->(p:Entity)
WHERE s.type = 'holdsPost' AND NOT EXISTS { MATCH (s)-[:OBJECT]->(:Entity) }
RETURN p.name AS person, s.role AS role ORDER BY person, role LIMIT 25;

// 7 Which sentences say that this person holds a post?
// person = 林知远
MATCH (p:Entity)<-[:SUBJECT]-(s:Statement)-[:SUPPORTED_BY]->(e:Evidence)-[:FROM_DOCUMENT]->(d:Document)
WHERE p.name = $person AND s.type = 'holdsPost'
RETURN e.quote AS sentence, d.title AS document, d.published AS published ORDER BY sentence, document LIMIT 25;

// 8 Which statements rest on more than one document?
MATCH (s:Statement)-[:SUPPORTED_BY]->(e:Evidence)-[:FROM_DOCUMENT]->(d:Document)
WITH s, count(DISTINCT d) AS documents WHERE documents > 1
MATCH (s)-[:SUBJECT]->(a:Entity) MATCH (s)-[:OBJECT]->(b:Entity)
RETURN a.name AS subject, s.type AS relation, b.name AS object, documents ORDER BY documents DESC, subject, object LIMIT 25;

// 9 What lies in this city?
// city = 黑河市
MATCH (x:Entity)-[:LOCATED_IN]->(c:City) WHERE c.name = $city
RETURN x.type AS type, x.name AS name ORDER BY type, name LIMIT 50;

// 10 Which ports of entry are there, and where do they stand?
MATCH (p:Port)-[:LOCATED_IN]->(c:Entity) RETURN p.name AS port, c.type AS kind, c.name AS place ORDER BY port, place LIMIT 50;

// 11 Which ports have coordinates?
MATCH (p:Port) WHERE p.location IS NOT NULL
RETURN p.name AS port, p.location.longitude AS longitude, p.location.latitude AS latitude ORDER BY port LIMIT 50;

// 12 What does this company build or run?
// company = 北疆能源集团
MATCH (c:Company)-[d:DEVELOPS]->(x:Entity) WHERE c.name = $company
RETURN x.type AS type, x.name AS name, d.fromText AS since ORDER BY name LIMIT 25;

// 13 What does this bridge or line connect?
MATCH (p:Project)-[c:CONNECTS]->(x:Entity)
RETURN p.name AS project, x.type AS type, x.name AS place, c.modality AS modality ORDER BY project, place LIMIT 25;

// 14 Which events are planned, when and where?
MATCH (e:Event)-[h:HELD_IN]->(x:Entity) WHERE h.modality = 'planned'
RETURN e.name AS event, x.name AS place, h.from AS opens, h.to AS closes ORDER BY opens, event LIMIT 25;

// 15 Who takes part in this event?
// event = 中俄博览会
MATCH (x:Entity)-[p:PARTICIPATES_IN]->(e:Event) WHERE e.name CONTAINS $event
RETURN x.type AS type, x.name AS name, p.modality AS modality ORDER BY type, name LIMIT 50;

// 16 Whom did this official meet?
// person = 林知远
MATCH (a:Official)-[m:MET]-(b:Entity) WHERE a.name = $person
RETURN b.name AS person, m.from AS day ORDER BY person, day LIMIT 25;

// 17 Which officials attended the same event?
MATCH (a:Official)-[:PARTICIPATES_IN]->(e:Event)<-[:PARTICIPATES_IN]-(b:Official) WHERE a.id < b.id
RETURN e.name AS event, a.name AS one, b.name AS other ORDER BY event, one, other LIMIT 50;

// 18 Where did this official go, in order of time?
// person = 顾言之
MATCH (p:Official)-[v:VISITED]->(x:Entity) WHERE p.name = $person
RETURN v.from AS day, x.type AS type, x.name AS place ORDER BY day, place LIMIT 50;

// 19 Who issued which policy?
MATCH (b:Entity)-[i:ISSUED]->(p:Policy)
RETURN p.name AS policy, p.documentNumber AS number, b.name AS issuer, i.modality AS modality ORDER BY policy, issuer LIMIT 50;

// 20 On what is a policy based, and what does it amend?
MATCH (p:Policy)-[r:BASED_ON|AMENDS]->(q:Policy)
RETURN p.name AS policy, type(r) AS kind, q.name AS other ORDER BY policy, kind, other LIMIT 50;

// 21 Which policies lead back to this one?
// policy = 黑龙江省口岸建设办法
MATCH (p:Policy)-[:BASED_ON|AMENDS*1..4]->(q:Policy) WHERE q.name = $policy
RETURN DISTINCT p.name AS policy ORDER BY policy LIMIT 25;

// 22 Who signed what, and when?
MATCH (x:Entity)-[s:SIGNED]->(p:Policy)
RETURN p.name AS agreement, x.name AS signer, s.from AS day ORDER BY agreement, signer LIMIT 50;

// 23 Who cooperates with whom?
MATCH (a:Entity)-[c:COOPERATES_WITH]->(b:Entity)
RETURN a.name AS one, b.name AS other, c.modality AS modality, c.evidenceCount AS sentences ORDER BY one, other LIMIT 50;

// 24 Which places border this one?
// place = 黑龙江省
MATCH (a:Province)-[:ADJACENT_TO]-(b:Entity) WHERE a.name = $place
RETURN b.type AS type, b.name AS neighbour ORDER BY neighbour LIMIT 25;

// 25 Which body belongs to which?
MATCH (a:GovernmentBody)-[:PART_OF]->(b:GovernmentBody) RETURN a.name AS part, b.name AS whole ORDER BY part, whole LIMIT 50;

// 26 Everything within two steps of this entity
// name = 北疆能源集团
MATCH (a:Company)-[:LOCATED_IN|DEVELOPS|SIGNED|COOPERATES_WITH|PARTICIPATES_IN*1..2]-(x:Entity)
WHERE a.name = $name AND x.id <> a.id
RETURN DISTINCT x.type AS type, x.name AS name ORDER BY type, name LIMIT 50;

// 27 How far apart are these two, in relationships?
// one = 林知远
// other = 北疆能源集团
MATCH p = shortestPath((a:Official {name: $one})-[:PARTICIPATES_IN|PART_OF|HOLDS_POST|LOCATED_IN|MET|HELD_IN*..6]-(b:Company {name: $other}))
RETURN length(p) AS steps LIMIT 1;

// 28 Which entities have the most relationships?
MATCH (n:Entity)-[r]-(m:Entity) RETURN n.type AS type, n.name AS name, count(r) AS relationships
ORDER BY relationships DESC, name LIMIT 10;

// 29 Which entities are named in the most documents?
MATCH (n:Entity)-[m:MENTIONED_IN]->(d:Document)
RETURN n.name AS name, count(d) AS documents, sum(m.count) AS mentions ORDER BY documents DESC, mentions DESC, name LIMIT 10;

// 30 Which two entities are named together most often?
MATCH (a:Company)-[:MENTIONED_IN]->(d:Document)<-[:MENTIONED_IN]-(b:Event)
RETURN a.name AS company, b.name AS event, count(d) AS documents ORDER BY documents DESC, company, event LIMIT 10;

// 31 Where exactly does this document name this entity?
// document = d1
MATCH (n:Entity)-[m:MENTIONED_IN]->(d:Document) WHERE d.id = $document
RETURN n.name AS name, m.startOffsets AS startOffsets, m.endOffsets AS endOffsets ORDER BY name LIMIT 50;

// 32 What does a document state?
// document = d7
MATCH (d:Document)<-[:FROM_DOCUMENT]-(e:Evidence)<-[:SUPPORTED_BY]-(s:Statement)-[:SUBJECT]->(a:Entity)
WHERE d.id = $document
RETURN a.name AS subject, s.type AS relation, e.quote AS sentence ORDER BY subject, relation, sentence LIMIT 50;

// 33 How many documents are there of each year and month?
MATCH (d:Document) WHERE d.published IS NOT NULL
RETURN left(toString(d.published), 7) AS month, count(d) AS documents ORDER BY month LIMIT 50;

// 34 Which documents are reprints?
MATCH (d:Document)-[:REPRINT_OF]->(first:Document) RETURN d.title AS reprint, first.title AS original ORDER BY reprint LIMIT 25;

// 35 What happened in this span of time?
// since = 2024-07-01
// until = 2024-08-31
MATCH (a:Entity)-[r]->(b:Entity) WHERE r.from >= date($since) AND r.from <= date($until)
RETURN r.from AS day, a.name AS subject, type(r) AS relation, b.name AS object ORDER BY day, subject, relation, object LIMIT 50;

// 36 What is planned or proposed and not yet done?
MATCH (a:Entity)-[r]->(b:Entity) WHERE r.modality IN ['planned', 'proposed']
RETURN r.modality AS modality, a.name AS subject, type(r) AS relation, b.name AS object
ORDER BY modality, subject, relation, object LIMIT 50;

// 37 Which figures are stated about this entity?
// name = 绥芬河
MATCH (o:Observation)-[:ABOUT]->(n:Entity) WHERE n.name CONTAINS $name
RETURN n.name AS name, o.indicator AS indicator, o.kind AS kind, o.value AS value, o.unitText AS unit, o.from AS since, o.to AS until
ORDER BY indicator, kind LIMIT 25;

// 38 Which sentences state this figure?
// indicator = 货运量
MATCH (o:Observation)-[:SUPPORTED_BY]->(e:Evidence)-[:FROM_DOCUMENT]->(d:Document) WHERE o.indicator = $indicator
RETURN o.value AS value, o.unitText AS unit, e.quote AS sentence, d.publisher AS publisher ORDER BY sentence LIMIT 25;

// 39 Which entities go by this name?
// words = 口岸
MATCH (n:Entity) WHERE n.name CONTAINS $words OR $words IN n.aliases
RETURN n.type AS type, n.name AS name, n.aliases AS aliases ORDER BY type, name LIMIT 50;

// 40 Which entities have no register code, and which have an open choice?
MATCH (n:Entity) WHERE n.link IS NULL
RETURN n.type AS type, count(n) AS entities, sum(CASE WHEN n.candidates IS NULL THEN 0 ELSE 1 END) AS open
ORDER BY entities DESC, type LIMIT 20;

// 41 Which entity has this id today? (an id saved before a merge or a renaming stays in formerIds)
// id = government-body-00000000000000aa
MATCH (n:Entity) WHERE n.id = $id OR $id IN n.formerIds
RETURN n.id AS id, n.type AS type, n.name AS name LIMIT 5;

// 42 Which bodies had another name before, and when?
MATCH (n:Entity) WHERE n.formerNames IS NOT NULL
RETURN n.name AS name, n.formerNames AS before, n.formerNameYears AS years ORDER BY name LIMIT 25;
