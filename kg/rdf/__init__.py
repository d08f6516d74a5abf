"""The graph as RDF: mapping, export, import, SHACL, SPARQL."""
