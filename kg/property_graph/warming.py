"""Asking the guide's questions ahead of the person who will ask them.

A server that has just started loads its own code and makes the plan with the first query, which takes 0.1 to 4 s of
processor time for each of the fifteen questions; what it has planned once, it answers in milliseconds.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from kg.property_graph.browser.guide import names_query, read_guide
from kg.property_graph.connection import Connection
from kg.property_graph.constraints import names

MOST_ROUNDS = 6
FAST_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Warming:
    """How many queries were asked, and how long the slowest of the last round took."""

    asked: int
    slowest_seconds: float


def warm(connection: Connection) -> Warming | None:
    """Ask the guide's questions about entities at hand until all are answered within ``FAST_SECONDS``.

    Returns:
        None where the database holds no graph, or not the indexes of a load. After ``MOST_ROUNDS`` it ends anyway.

    Raises:
        ServerError: the server does not answer.
    """
    kept = {name for (name,) in connection.cypher("SHOW INDEXES YIELD name RETURN name")}
    parameters = connection.cypher(names_query())[0][0]
    if not set(names()) <= kept or not parameters["name"]:
        return None
    questions = [page.cypher[0] for page in read_guide()[1] if page.number is not None]
    asked, slowest = 0, float("inf")
    while slowest > FAST_SECONDS and asked < MOST_ROUNDS * len(questions):
        slowest = max(_seconds(connection, question, parameters) for question in questions)
        asked += len(questions)
    return Warming(asked=asked, slowest_seconds=slowest)


def _seconds(connection: Connection, question: str, parameters: dict[str, str]) -> float:
    began = time.perf_counter()
    connection.cypher(question, parameters)
    return time.perf_counter() - began
