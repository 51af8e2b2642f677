"""Letters: the envelope, the calm summary, the official text. Reading one leaves no trace."""
