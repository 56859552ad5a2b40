"""Pages that people read: each from the same questions as the data, written without scripts."""
