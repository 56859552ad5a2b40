"""HTTP: named questions, resources, search and SPARQL over one opened snapshot."""
