"""Drills launched from a learning management system, and the SCORM package that does it."""
