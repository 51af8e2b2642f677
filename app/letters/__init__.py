"""Letters: the envelope, the calm summary, the official text."""
