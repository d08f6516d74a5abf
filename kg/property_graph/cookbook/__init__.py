"""Questions to the graph that both engines answer alike."""
