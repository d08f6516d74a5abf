"""Neo4j Browser: style, guide, saved queries."""
