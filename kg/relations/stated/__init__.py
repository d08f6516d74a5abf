"""Relations that constructions state by themselves, one module for each kind of thing they are about."""
