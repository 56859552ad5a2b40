"""A second reader for sentences that the core is unsure of: `musclegraph[semantic]`."""
