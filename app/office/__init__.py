"""The coordinator: programme and staff, names and assignments, never content."""
