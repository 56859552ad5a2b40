"""Candidates to evidence, and objections to answers: who decided, when and why; append-only."""
