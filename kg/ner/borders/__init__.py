"""Borders and types of mentions put right before the merge."""
