"""Annotations to the graph: identifiers, assembly, the store with exact change, look-ups and algorithms."""
