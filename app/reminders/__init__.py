"""Reminders: chosen, planned, delivered."""
