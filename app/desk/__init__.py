"""The guide's desk: own people, invitations, meetings, letters, the conversation."""
