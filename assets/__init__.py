"""Everything we ship that is not code: places, things, sounds, and the scripts that made them."""

from pathlib import Path

ROOT = Path(__file__).parent
PLACES = ROOT / "places"
THINGS = ROOT / "things"
