"""Coming in and staying in: card, passkey, device key with PIN, devices, settings."""
