"""The server: identity, sessions, progress, suggestions, records, and the live rooms in which drills are stepped."""
