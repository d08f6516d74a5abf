"""Time expressions and the intervals they stand for."""
