"""Scripted people who go through drills without a headset: a solver that does everything by the book, one that makes each critical
mistake, and novices and trained people drawn from a study's rates. Pure and deterministic, as everything here: `seoul validate
drills` proves with them that every scenario can be finished and that the grader sees what it should."""
