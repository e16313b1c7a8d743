"""Certificates with a number that anybody can check."""
