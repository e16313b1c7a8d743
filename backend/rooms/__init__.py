"""The live part: who is in which room, their poses, the room's events, its voice."""
