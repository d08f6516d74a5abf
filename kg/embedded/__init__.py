"""The graph in an embedded Cypher engine: one file, no server."""
