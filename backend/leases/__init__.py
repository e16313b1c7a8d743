"""Attempts at a lease: graded here, by the same rules for everybody, and kept as they were sent."""
