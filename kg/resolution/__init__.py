"""Entity resolution across documents: which document entities are one thing."""
