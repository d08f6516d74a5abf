"""Knowledge graphs from Chinese policy news."""

__version__ = "0.1.0"
