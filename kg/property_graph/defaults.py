"""What a load and a connection take unless told otherwise; apart from the driver, so that ``kg --help`` is quick."""

from __future__ import annotations

DEFAULT_URI = "bolt://127.0.0.1:7687"
DEFAULT_USER = "neo4j"
DEFAULT_NAME = "policykg"  # of the graph in its database
BATCH_ROWS = 10_000  # rows in one transaction
