"""Hypothesis strategies for graphs in canonical order, with text of any kind in every field that holds text."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import cycle

from hypothesis import strategies as st

from kg import records as r
from kg import vocab

# What breaks naive writers: quotes, backslashes, line ends, markup, NUL, other controls, lone surrogates, private use,
# zero-width and bidirectional characters, non-characters, combining marks, characters outside the basic plane.
HOSTILE = (
    "\"'`\\<>&{}|^[]()#%:;,.@/ \t\n\r\x00\x01\x07\x0b\x1f\x7f\x85\x9f\ud800\udbff\udc00\udfff\ue000\uf8ff\u200b\u200d"
    "\u200e\u202a\u202e\u2066\u2028\u2029\ufeff\ufffe\uffff\u0301\u3000\U0001f600\U0010fffd\U0001ffff黑龙江省口岸〔〕《》"
)
hostile_text = st.text(st.sampled_from(HOSTILE), max_size=12) | st.text(max_size=12)
names = st.text(st.sampled_from("黑龙江省口岸同江市委员会海关"), min_size=1, max_size=6) | hostile_text
dates = (
    st.sampled_from(["2024", "2024-08", "2024-08-19", "1999-12-31", "2024-02-30", "2025年", "99", ""]) | hostile_text
)
shares = st.integers(0, 10_000).map(lambda n: n / 10_000)
values = st.integers(-(10**15), 10**15) | st.floats(-1e15, 1e15).map(lambda x: round(x, 4) if abs(x) < 1 else x)
digests = st.text("0123456789abcdef", min_size=4, max_size=16)


def _spans() -> st.SearchStrategy[r.Span]:
    return st.tuples(st.integers(0, 5000), st.integers(1, 60)).map(lambda x: (x[0], x[0] + x[1]))


def _sorted_tuples(elements: st.SearchStrategy, max_size: int = 3) -> st.SearchStrategy:
    return st.lists(elements, unique=True, max_size=max_size).map(lambda x: tuple(sorted(x)))


def _evidence(documents: list[str], text: st.SearchStrategy[str]) -> st.SearchStrategy[r.Evidence]:
    return st.builds(
        lambda span, **fields: r.Evidence(start=span[0], end=span[1], **fields),
        span=_spans(),
        document=st.sampled_from(documents),
        quote=text,
        rule=text,
        confidence=shares,
        trigger=st.none() | _spans(),
        subject=st.none() | _spans(),
        object=st.none() | _spans(),
    )


def _unlike(evidence: list[r.Evidence]) -> tuple[r.Evidence, ...]:
    key = {(e.document, e.start, e.end, e.rule, e.trigger, e.subject, e.object): e for e in evidence}
    return tuple(key.values())


def _of_attributes(evidence: tuple[r.Evidence, ...], attribute: str, value: str) -> tuple[r.AttributeEvidence, ...]:
    """Evidence that gives one attribute: its own fields and these two."""
    return tuple(
        r.AttributeEvidence(**{f.name: getattr(e, f.name) for f in fields(e)}, attribute=attribute, value=value)
        for e in evidence
    )


@st.composite
def graphs(draw: st.DrawFn, text: st.SearchStrategy[str] = hostile_text) -> r.Graph:
    """Draw a graph; ``text`` gives every field that holds free text."""
    documents = draw(st.lists(text.filter(bool), min_size=1, max_size=3, unique=True))
    entity_ids = draw(st.lists(digests, min_size=1, max_size=4, unique=True))
    types = {f"node-{i}": draw(st.sampled_from(vocab.ENTITY_TYPES)) for i in entity_ids}
    evidence = st.lists(_evidence(documents, text), max_size=2).map(_unlike)
    optional = st.none() | text
    ids = st.sampled_from(sorted(types))

    def entity(id_: str) -> r.Entity:
        mentions = draw(st.lists(st.sampled_from(documents), unique=True, max_size=2))
        candidates = draw(st.lists(text, unique=True, max_size=2))
        return r.Entity(
            id=id_,
            type=types[id_],
            name=draw(text),
            aliases=draw(_sorted_tuples(text)),
            link=draw(optional),
            candidates=tuple(r.Candidate(code=c, score=draw(shares)) for c in candidates),
            attributes=draw(
                st.dictionaries(st.sampled_from(["nameEn", "longitude", "latitude", "effectiveDate", "other"]), text)
            ),
            mentions=tuple(
                r.EntityMention(
                    document=d,
                    spans=draw(_sorted_tuples(_spans())),
                    made_by=draw(_sorted_tuples(text)),
                    confidence=draw(shares),
                )
                for d in mentions
            ),
            confidence=draw(shares),
            former_ids=draw(_sorted_tuples(digests.map(lambda x: f"former-{id_}-{x}"))),
            attribute_evidence=_of_attributes(
                tuple(e for e in draw(evidence) if e.document in mentions),
                draw(st.sampled_from(["documentNumber", "effectiveDate", "other"])),
                draw(text),
            ),
        )

    def statement(id_: str) -> r.Statement:
        return r.Statement(
            id=f"statement-{id_}",
            type=draw(st.sampled_from(sorted(vocab.RELATION_TYPES))),
            subject=draw(ids),
            object=draw(st.none() | ids),
            role=draw(optional),
            modality=draw(st.sampled_from([m for m in vocab.MODALITIES if m != vocab.DENIED])),
            start=draw(st.none() | dates),
            end=draw(st.none() | dates),
            confidence=draw(shares),
            inferred=draw(st.booleans()),
            evidence=draw(evidence),
        )

    def observation(id_: str) -> r.ObservationNode:
        return r.ObservationNode(
            id=f"observation-{id_}",
            indicator=draw(text),
            value=draw(values),
            unit=draw(text),
            unit_text=draw(text),
            kind=draw(st.sampled_from(vocab.OBSERVATION_KINDS)),
            comparison=draw(optional),
            start=draw(st.none() | dates),
            end=draw(st.none() | dates),
            about=draw(st.none() | ids),
            about_name=draw(optional),
            of=draw(optional),
            qualifier=draw(st.none() | st.sampled_from(vocab.QUALIFIERS)),
            confidence=draw(shares),
            evidence=draw(evidence),
        )

    def document(id_: str) -> r.DocumentNode:
        return r.DocumentNode(
            id=id_,
            title=draw(text),
            digest=draw(text),
            length=draw(st.integers(0, 10**6)),
            published=draw(st.none() | dates),
            publisher=draw(optional),
            url=draw(optional),
            source=draw(optional),
            offset=draw(st.integers(0, 10**6)),
            reprint_of=draw(st.none() | st.sampled_from(documents)),
        )

    record_ids = st.lists(digests, max_size=2, unique=True)
    return r.Graph(
        documents=tuple(map(document, sorted(documents))),
        entities=tuple(map(entity, sorted(types))),
        statements=tuple(map(statement, sorted(draw(record_ids)))),
        observations=tuple(map(observation, sorted(draw(record_ids)))),
    )


_long_text = st.tuples(hostile_text.filter(bool), st.just(10_000)).map(lambda x: (x[0] * x[1])[: x[1]])


@st.composite
def hostile_pages(draw: st.DrawFn, page: r.Graph) -> r.Graph:
    """Draw ``page`` with hostile text in its text fields, at times one of ten thousand characters."""
    pool = draw(st.lists(hostile_text, min_size=4, max_size=8))
    if draw(st.integers(0, 19)) == 0:
        pool.append(draw(_long_text))
    return with_texts(page, pool)


def with_texts(page: r.Graph, pool: list[str]) -> r.Graph:
    """Return ``page`` with the texts of ``pool``, in turn, in every field that holds free text."""
    texts = cycle(pool)

    def evidence(items: tuple[r.Evidence, ...]) -> tuple[r.Evidence, ...]:
        return tuple(replace(e, quote=next(texts), rule=next(texts)) for e in items)

    return r.Graph(
        documents=tuple(
            replace(
                d, title=next(texts), publisher=next(texts), url=next(texts), source=next(texts), digest=next(texts)
            )
            for d in page.documents
        ),
        entities=tuple(
            replace(
                e,
                name=next(texts),
                aliases=tuple(sorted({next(texts), next(texts)})),
                link=next(texts),
                attributes={"nameEn": next(texts), "longitude": next(texts), "other": next(texts)},
                attribute_evidence=tuple(replace(x, value=next(texts)) for x in evidence(e.attribute_evidence)),
            )
            for e in page.entities
        ),
        statements=tuple(
            replace(s, role=next(texts), start=next(texts), evidence=evidence(s.evidence)) for s in page.statements
        ),
        observations=tuple(
            replace(
                o,
                indicator=next(texts),
                unit=next(texts),
                unit_text=next(texts),
                comparison=next(texts),
                about_name=next(texts),
                of=next(texts),
                evidence=evidence(o.evidence),
            )
            for o in page.observations
        ),
    )
