"""Draws a Scene into targets. Knows no network, people or lessons."""
