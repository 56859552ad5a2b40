"""Look up, check and publish evidence about unwanted muscle contractions."""

__version__ = "0.1.0"
