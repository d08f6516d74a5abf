"""Corpora, network and export of the tagger's training."""
