"""Meetings: see, answer, find the way, put into the calendar."""
