"""The official SPARQL tests over HTTP: MuscleGraph's server beside Oxigraph's own."""
