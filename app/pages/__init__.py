"""Pages that need nobody to be signed in: help, privacy, health checks."""
