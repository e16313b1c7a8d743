"""Groups: who trains whom, and how a group does over time."""
