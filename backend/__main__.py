"""`python -m backend`: serve; `python -m backend create-user | owner-link`: for whoever runs the server."""

from __future__ import annotations

from backend.cli import main

main()
