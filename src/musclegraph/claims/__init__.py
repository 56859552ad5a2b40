"""Sentences against the graph: which claim a text makes, which way, and what studies say of it."""
