"""People: what they look like, how they move, and where their voices come from."""
