"""Paths through the graph, and pictures of a place in it. Only this package imports networkx."""
