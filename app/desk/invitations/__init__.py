"""Inviting someone with a paper card, and a new card for a lost phone."""
