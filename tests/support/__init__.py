"""What tests need around the app: databases, browsers, servers, push services."""
