"""Threads for pictures: Pillow and NumPy let others run while they decode and scale."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache


@cache
def workers() -> ThreadPoolExecutor:
    """What runs here must not wait for anything else that does."""
    return ThreadPoolExecutor(min(os.cpu_count() or 2, 4), "pictures")
