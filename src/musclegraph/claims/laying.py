"""The tables of the learned model laid out for the claims of one snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from musclegraph.claims.extend import extend
from musclegraph.claims.packing import Packed, read_packed
from musclegraph.claims.table import LARGEST, table_bytes
from musclegraph.claims.wordings import Wording

MODEL = Path(__file__).parent / "data" / "model.xz"
NONE, ALL = "", "*"  # the columns for no claim, and for what holds of every claim


def lay_out(
    claims: Sequence[str], predicates: Mapping[str, str], wordings: Sequence[Wording]
) -> tuple[Any, dict[str, bytes]]:
    """
    Return what the checker is told of the model, and the bytes of its two tables.

    Args:
        claims: Slugs of the claims, in the order of the shelves.
        predicates: What each says of its subject.
        wordings: All wordings; claims that were not learned are recognised by them.
    """
    packed = read_packed(MODEL)
    which, way = packed["claims"], packed["polarity"]
    extend(which, wordings, claims)
    heads = {
        "claims": _head(which, len(claims) + 2) | {"bias": _biases(which, claims)},
        "polarity": _head(way, len(claims) + 1) | way.more,
    }
    return heads, {
        "claims": table_bytes(list(_claim_rows(which, claims))),
        "polarity": table_bytes(list(_polarity_rows(way, claims, predicates))),
    }


def _head(table: Packed, columns: int) -> dict[str, Any]:
    terms = "\n".join(table.norms)
    return {
        "terms": terms, "columns": columns, "step": table.step, "norm_step": table.norm_step
    }  # fmt: skip


def _biases(table: Packed, claims: Sequence[str]) -> list[float]:
    known = dict(zip(table.columns, table.more["bias"], strict=True))
    return [known[claim] for claim in (*claims, NONE)]


def _claim_rows(table: Packed, claims: Sequence[str]) -> Iterator[list[int]]:
    places = {claim: place for place, claim in enumerate((*claims, NONE))}
    to = [places.get(name) for name in table.columns]
    for term, norm in table.norms.items():
        row = [0] * (len(places) + 1)
        for column, number in table.rows[term].items():
            if (place := to[column]) is not None:
                row[place] = number
        row[-1] = norm
        yield row


def _polarity_rows(
    table: Packed, claims: Sequence[str], predicates: Mapping[str, str]
) -> Iterator[list[int]]:
    """Yield rows that hold for each claim what was learned of all, of its predicate, and of it."""
    by_name: dict[str, list[int]] = {ALL: list(range(len(claims)))}
    for place, claim in enumerate(claims):
        by_name.setdefault(f"@{predicates[claim]}", []).append(place)
        by_name[claim] = [place]
    to = [by_name.get(name, []) for name in table.columns]
    for term, norm in table.norms.items():
        row = [0] * len(claims)
        for column, number in table.rows[term].items():
            for place in to[column]:
                row[place] += number
        if max(row) > LARGEST or min(row) < -LARGEST:
            row = [max(-LARGEST, min(LARGEST, number)) for number in row]
        yield [*row, norm]
