"""Tests of the pictures and of the ways through the graph."""
