"""The graph as a property graph: rows, the Neo4j loader, a Neo4j server from jars, Browser."""
