"""What the guide says: messages, greetings from the phrase book, suggested steps."""
