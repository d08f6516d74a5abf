"""Knowledge graphs from Chinese policy news.

``kg.Graph.open("out").cypher("MATCH (p:Port) RETURN p.name AS name")`` asks a built graph; see
``kg.embedded.database.EmbeddedGraph``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.embedded.database import EmbeddedGraph as Graph

__version__ = "0.1.0"
__all__ = ["Graph", "__version__"]


def __getattr__(name: str) -> Any:
    """Import what is heavy only when it is asked for."""
    if name == "Graph":
        from kg.embedded.database import EmbeddedGraph

        return EmbeddedGraph
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
