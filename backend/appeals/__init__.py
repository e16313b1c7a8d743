"""Grades can be appealed: the drill is computed again, and a trainer answers."""
