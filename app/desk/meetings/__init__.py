"""Meetings as the guide plans them: new, moved, cancelled."""
