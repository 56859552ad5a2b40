"""Packages that only some answers need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from musclegraph.core.errors import RequestError


def library(name: str, extra: str) -> Any:
    """
    Import and return the package `name`.

    Raises:
        RequestError: It is not installed; the hint names the extra that brings it.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise RequestError(
            f"this needs the package {name}", hint=f"pip install 'musclegraph[{extra}]'"
        ) from error
