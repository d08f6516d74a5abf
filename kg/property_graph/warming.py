"""Asking the guide's questions ahead of the person who will ask them.

A server that has just started loads its own code, makes the plan and reads the pages with the first query, which takes
0.1 to 4 s of processor time for each of the fifteen questions; what it has planned once, it answers in milliseconds.
"""

from __future__ import annotations

from kg.property_graph.browser.guide import read_guide
from kg.property_graph.connection import Connection
from kg.property_graph.constraints import names

ROUNDS = 2
_NAMED = {
    "name": "City", "other": "Company", "body": "GovernmentBody", "person": "Official", "policy": "Policy",
    "event": "Event",
}  # fmt: skip
"""Label of the entity that a parameter of the guide names."""


def warm(connection: Connection, rounds: int = ROUNDS) -> int:
    """Ask each question of the guide ``rounds`` times, about entities that the database holds.

    Returns:
        How many questions were asked; 0 where the database holds no graph, or not the indexes of a load.

    Raises:
        ServerError: the server does not answer.
    """
    kept = {name for (name,) in connection.cypher("SHOW INDEXES YIELD name RETURN name")}
    values = {parameter: _one_name(connection, label) for parameter, label in _NAMED.items()}
    if not set(names()) <= kept or not any(values.values()):
        return 0
    questions = [page.cypher[0] for page in read_guide()[1] if page.number is not None]
    parameters = {**values, "words": values["name"] or "市", "since": "2000-01-01"}
    for _ in range(rounds):
        for question in questions:
            connection.cypher(question, parameters)
    return rounds * len(questions)


def _one_name(connection: Connection, label: str) -> str:
    rows = connection.cypher(f"MATCH (n:{label}) RETURN n.name LIMIT 1")
    return str(rows[0][0]) if rows else ""
