"""Entity linking: which register entry a document's entity is."""
