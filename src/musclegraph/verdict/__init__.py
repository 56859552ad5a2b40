"""Evidence lines to verdicts, by the rules in `ontology/verdict-rules.ttl`."""
