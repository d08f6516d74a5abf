"""Relations: what one sentence states between two entities of a document."""
