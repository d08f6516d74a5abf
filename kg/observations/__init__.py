"""Figures of a text as observations."""
