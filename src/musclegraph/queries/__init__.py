"""The query files: read, checked and bound. No other package puts a value into SPARQL."""
