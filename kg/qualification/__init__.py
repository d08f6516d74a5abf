"""Whether and when a stated relation holds."""
