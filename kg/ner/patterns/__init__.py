"""Patterns: names that grammar gives away. Each module finds the names of one type."""
