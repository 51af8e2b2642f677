"""A letter of one's own, photographed page by page and shown to the guide."""
