"""Predicted annotations against gold ones."""
