"""Curated files to a validated, immutable snapshot. The only user of shifty."""
