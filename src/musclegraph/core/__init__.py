"""What every layer needs and what needs nothing but the standard library."""
