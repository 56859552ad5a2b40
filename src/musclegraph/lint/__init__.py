"""Drafts against the evidence: claims, citations, numbers and interests, as diagnostics."""
