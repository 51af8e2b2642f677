"""One person: what is ahead, what was said, and which way in is open."""
