"""Sentences and words of a reading view."""
