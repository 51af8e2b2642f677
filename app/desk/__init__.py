"""The guide's desk."""
