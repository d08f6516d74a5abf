"""What the words around names rule out, by the kind of relation."""
