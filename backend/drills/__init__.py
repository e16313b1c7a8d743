"""Drills: the server is the one authority that steps them, and everything it needs to step them again is in the database."""
