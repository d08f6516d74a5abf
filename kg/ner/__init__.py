"""Recognition: names in a text become mentions."""
