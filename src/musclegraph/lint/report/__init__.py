"""
Diagnostics as text, JSON, SARIF, GitHub annotations or a page to read.

Each module has `render(results)`, where results are drafts with their diagnostics.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from musclegraph.lint.diagnostic import Diagnostic
from musclegraph.lint.draft import Draft

Results = Sequence[tuple[Draft, Sequence[Diagnostic]]]

FORMATS = ("text", "json", "sarif", "github", "html")


def render(results: Results, form: str) -> str:
    """Return all diagnostics in one of FORMATS."""
    module = import_module(f"musclegraph.lint.report.{form}")
    rendered = module.render(results)
    assert isinstance(rendered, str)
    return rendered
