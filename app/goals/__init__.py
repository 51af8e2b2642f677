"""Goals and their small steps."""
