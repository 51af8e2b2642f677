"""The guide writes a letter in eight short steps. Everything is kept in the letter, unreleased."""
