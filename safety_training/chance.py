"""Seeded chance: SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", OOPSLA).

Integers only, so that the same seed draws the same numbers everywhere; Python's own generators are not allowed here.
"""

from __future__ import annotations

_MASK = (1 << 64) - 1
_TWO_TO_MINUS_53 = 1.1102230246251565e-16


class SplitMix64:
    """A stream of 64-bit numbers from a seed."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def next(self) -> int:
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        z = self._state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return z ^ (z >> 31)

    def uniform(self, low: float, high: float) -> float:
        """From low up to high; 53 bits, so every value is exact before scaling."""
        return low + (high - low) * ((self.next() >> 11) * _TWO_TO_MINUS_53)

    def chance(self, probability: float) -> bool:
        return self.uniform(0.0, 1.0) < probability

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1. The bias of the remainder is below n / 2**64."""
        return self.next() % n
