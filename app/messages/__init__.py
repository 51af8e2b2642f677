"""The conversation with the guide."""
