"""The parts of the canonical store: its tables, reading them, and the steps of a change."""
