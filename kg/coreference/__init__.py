"""Mentions of one document become document entities."""
