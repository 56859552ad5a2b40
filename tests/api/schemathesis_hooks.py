"""What schemathesis cannot know of the document: which texts are SPARQL, and how they are sent."""

import schemathesis
from hypothesis import strategies

schemathesis.openapi.format(
    "sparql-query",
    strategies.sampled_from(
        [
            "ASK { ?s ?p ?o }",
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?c } } GROUP BY ?g",
            "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c } LIMIT 3",
            "DESCRIBE <https://w3id.org/musclegraph/claim/dehydration-causes-cramp>",
        ]
    ),
)


@schemathesis.serializer("application/sparql-query")
def as_it_is(context, value):
    """Send a query as the body."""
    return value.encode() if isinstance(value, str) else str(value).encode()
