"""Names of columns, as Neo4j gives them."""

from __future__ import annotations

import pytest

from kg.embedded.columns import column_names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("MATCH (n) RETURN n.name, count(*) AS n", ("n.name", "n")),
        ("MATCH (n) RETURN DISTINCT labels( n ) ORDER BY n.name LIMIT 3", ("labels( n )",)),
        ("MATCH (n) WITH n RETURN [n.a, n.b], {a: 1, b: 2} AS `ein Name`", ("[n.a, n.b]", "ein Name")),
        ("MATCH (n) RETURN n.a /* RETURN */, 'a, b' // x\n;", ("n.a", "'a, b'")),
        ("MATCH (n) WHERE EXISTS { MATCH (n)-->(m) RETURN m } RETURN n", ("n",)),
        ("MATCH (n) RETURN *", None),
        ("RETURN 1 AS a UNION RETURN 2 AS a", None),
        ("MATCH (n) SET n.x = 1", None),
    ],
)
def test_columns(query, names):
    assert column_names(query) == names
