"""The graph for other programs and for the eye: tables, GraphML, parts of it."""
