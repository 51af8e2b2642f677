"""The coordinator's office: staff, who accompanies whom, the programme's words. Never content."""
