"""Annotations built by hand, and strategies that make them at random from a small world with namesakes and reprints."""

from hypothesis import strategies as st

from kg import records as r

LONG = (
    "临江港昨日开通第三条冷链班轮航线，首航船舶装载三百二十个冷藏集装箱，预计四天后抵达目的港。港务集团负责人介绍，"
    "新航线每周两班，全年可增加货运量十八万吨，沿线十二家水产企业的运输时间将缩短两天，仓储费用下降一成五。"
)


def annotation(id_, entities, relations=(), published="2026-03-02", text=None, observations=()):
    """An annotation whose text is its entities' names in a row (or ``text``).

    Args:
        entities: (type, name) or (type, name, {field: value}) each; their ids are e0, e1 …
        relations: (type, head index, tail index or None, {field: value}) each.
    """
    words, made, offset = text or "", [], 0
    for number, (type_, name, *more) in enumerate(entities):
        if text is None:
            offset = len(words)
            words += name + "，"
        fields = {"surfaces": (name,), "made_by": ("pattern:test",), **(more[0] if more else {})}
        start = offset if text is None else max(words.find(name), 0)
        span = (start, start + len(name))
        made.append(r.DocumentEntity(id=f"e{number}", type=type_, name=name, mentions=(span,), **fields))
    related = [
        r.RelationMention(
            **{
                "type": type_,
                "head": f"e{head}",
                "tail": None if tail is None else f"e{tail}",
                "sentence": (0, len(words)),
                "rule": "test",
                **(more[0] if more else {}),
            }
        )
        for type_, head, tail, *more in relations
    ]
    article = r.Article(id=id_, text=words, title=f"题 {id_}", published=published)
    return r.Annotation(
        article=article, entities=tuple(made), relations=tuple(related), observations=tuple(observations)
    )


def post(person, body, role, person_type="Official", body_type="GovernmentBody", **fields):
    """The entities and the relation of one person in one post."""
    return [(person_type, person), (body_type, body)], [("holdsPost", 0, 1, {"role": role, **fields})]


def effective(date, words):
    """The fields of a policy that takes effect on a date, as these words of the text say."""
    said = r.AttributeMention(attribute="effectiveDate", value=date, words=words, sentence=(0, 5), rule="test")
    return {"attributes": {"effectiveDate": date}, "attribute_mentions": (said,)}


PEOPLE = ("王勇", "魏长河", "魏长", "谢尔盖·科瓦廖夫", "科瓦廖夫")
BODIES = ("江苏省水利厅", "黑龙江省水利厅", "黑龙江省政府", "黑龙江省人民政府", "临江港务局")
ROLES = ("厅长", "副厅长", "省长", "选手")
POLICIES = ("《边贸办法》", "《中华人民共和国边贸法》", "《边贸法》", "关于做好春运工作的通知")
EVENTS = ("第三届寒地商品博览会", "第四届寒地商品博览会", "省政府常务会议")
DATES = ("2026-03-02", "2026-03-05", "2026-09-01", None)
_ids = st.sampled_from([f"d{n}" for n in range(6)])


@st.composite
def annotations(draw):
    """One document of the small world."""
    entities, relations = [], []
    for name in draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True)):
        head = len(entities)
        entities.append((draw(st.sampled_from(["Official", "Person"])), name, _confidence(draw)))
        if draw(st.booleans()):
            entities.append(("GovernmentBody", draw(st.sampled_from(BODIES)), {}))
            relations.append(("holdsPost", head, head + 1, {"role": draw(st.sampled_from(ROLES))}))
    for name in draw(st.lists(st.sampled_from(POLICIES), max_size=2, unique=True)):
        if entities:
            fields = {"score": draw(st.sampled_from([0.5, 0.87654, 1.0])), "modality": draw(_modality)}
            relations.append(("issued", 0, len(entities), fields))
        entities.append(("Policy", name, draw(_effect)))
    for name in draw(st.lists(st.sampled_from(EVENTS), max_size=1)):
        entities.append(("Event", name, {}))
    if draw(st.booleans()):
        open_choice = draw(st.booleans())
        candidates = (r.Candidate(code="gbt2260:110105", score=0.51234), r.Candidate(code="gbt2260:211300", score=0.4))
        fields = {"candidates": candidates} if open_choice else {"link": "gbt2260:110105"}
        entities.append(("County", "朝阳区", fields))
    text = draw(st.sampled_from([None, None, LONG, LONG[:110]]))
    return annotation(draw(_ids), entities, relations, published=draw(st.sampled_from(DATES)), text=text)


_effect = st.sampled_from([("2026-05-01", (0, 3)), ("2026-06", (0, 3)), ("2026-05-01", (1, 4)), None]).map(
    lambda x: {} if x is None else effective(*x)
)
_modality = st.sampled_from(["done", "planned", "denied"])


def _confidence(draw):
    return {"confidence": draw(st.sampled_from([1.0, 0.91237, 0.5]))}
