"""What programs can ask: the operations of the OpenAPI document, as a page without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from musclegraph.pages.asked import View


def reference_page(document: Mapping[str, Any]) -> View:
    """Return the list of all operations by tag, each with its parameters and forms."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            shown = _shown(method.upper(), path, operation)
            groups.setdefault(operation.get("tags", ["service"])[0], []).append(shown)
    return View(template="reference.html", shown={"groups": dict(sorted(groups.items()))})


def _shown(method: str, path: str, operation: Mapping[str, Any]) -> dict[str, Any]:
    sent = operation.get("requestBody", {}).get("content", {})
    return {
        "method": method,
        "path": path,
        "name": operation["operationId"],
        "summary": operation.get("summary", ""),
        "parameters": operation.get("parameters", []),
        "sent": list(sent),
        "forms": list(operation["responses"].get("200", {}).get("content", {})),
    }
