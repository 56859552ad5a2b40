"""Paths through the graph, and pictures of a place in it. The only package that imports networkx."""
