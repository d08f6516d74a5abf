"""The posts that a text gives to people: before a name, after it, in rosters and appointments."""
