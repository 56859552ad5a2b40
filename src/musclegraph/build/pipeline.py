"""The whole build: collect, validate, verify passages, derive, write, switch."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from musclegraph.build import collect, derive, passages, records, snapshot, validate
from musclegraph.build.judge import judge
from musclegraph.build.places import Places
from musclegraph.claims.compile import compile_checker
from musclegraph.core.errors import BadQuery, DataError, QueryFileError
from musclegraph.core.files import QUERIES
from musclegraph.ingest.current import Records
from musclegraph.queries import catalog, describe
from musclegraph.store import abstracts, opened, quads, text
from musclegraph.store.embedded import EmbeddedStore
from musclegraph.store.quads import Quad

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """
    The snapshot that is now in use.

    `passages_verified` counts those compared now; `fresh` is false if it was there already.
    """

    folder: Path
    manifest: snapshot.Manifest
    passages_verified: int
    fresh: bool


def build(
    ontology: Path,
    queries: Path,
    home: Path,
    texts: Path | None,
    tell: Progress,
    ingested: Path | None = None,
) -> Built:
    """
    Build a snapshot from curated files and make it the one in use.

    Args:
        ontology: Folder of the curated data.
        queries: Folder of the questions, checks and derivations.
        home: Folder that holds the snapshots.
        texts: Folder of the source texts, if they are at hand.
        tell: Called with a line for each stage.
        ingested: Folder of the parts that `musclegraph ingest` made, if records belong in.

    Raises:
        DataError: An input is wrong; nothing was written.
        SnapshotError: `home` cannot be written.
    """
    tell("collecting the curated files")
    files = collect.input_files(ontology, queries)
    collect.refuse_missing(files)
    held = Records(ingested) if ingested else None
    inputs = {file.name: file.sha256 for file in files} | _program()
    inputs |= held.digests() | {"index of abstracts": abstracts.engine(len(held))} if held else {}
    name = snapshot.snapshot_id(inputs)
    folder = home / name
    fresh = not snapshot.is_intact(folder)
    if fresh:
        verified = _build(files, (ontology, queries, held), folder, inputs, texts, tell)
    else:
        store = EmbeddedStore.open(folder / opened.STORE, name)
        verified = _verify(store, texts, tell)
        snapshot.switch(home, name)
        tell(f"snapshot {name} is already built")
    return Built(folder, snapshot.read_manifest(folder), verified.verified, fresh)


def _build(
    files: tuple[collect.InputFile, ...],
    folders: tuple[Path, Path, Records | None],
    target: Path,
    inputs: dict[str, str],
    texts: Path | None,
    tell: Progress,
) -> passages.PassageReport:
    ontology, queries, held = folders
    questions = catalog.load_all(queries / "competency")
    collected = collect.collect(files)
    collected.quads.extend(records.read(held) if held else ())
    report, verified = _check(collected, ontology, queries, texts, tell)
    said = notes(collected.quads)
    tell("deriving labels, closures, verdicts and rollups")
    data = records.follow(collected.quads) if held else collected.quads
    data = derive_all([*data, *describe.as_quads(questions)], queries, said["as_of"])
    _try_questions(questions, EmbeddedStore.from_quads(data), queries / "competency")
    tell(f"writing {len(data):,} quads")
    counts = {
        "files": len(files),
        "quads": len(data),
        "graphs": len({quad.graph_name for quad in data}),
        "questions": len(questions),
        "records": len(held) if held else 0,
        "shapes": report.shapes,
        "checks_performed": report.performed,
    }
    if abstracts.is_slow(counts["records"]):
        tell("searched with SQLite, slow for so many records: pip install 'musclegraph[search]'")
    with snapshot.writing(target.parent, target.name) as folder:
        write(folder, data, questions)
        if held:
            abstracts.write(records.abstracts(held), folder, len(held))
        _write_checker(folder, data)
        snapshot.write_manifest(folder, target.name, inputs, counts, said)
    return verified


def derive_all(data: list[Quad], queries: Path, as_of: str) -> list[Quad]:
    """Return `data` with all that follows from it: closures, verdicts, myths, rollups."""
    data = data + derive.derive(data, queries / "derive" / "facts")
    data += judge(EmbeddedStore.from_quads(data), as_of)
    return data + derive.derive(data, queries / "derive" / "judgement")


def _check(
    collected: collect.Collected, ontology: Path, queries: Path, texts: Path | None, tell: Progress
) -> tuple[validate.ValidationReport, passages.PassageReport]:
    tell(f"validating {len(collected.quads):,} quads from {len(collected.files)} files")
    report = validate.validate(
        collected.quads, collected.places, ontology / "shapes", queries / "checks"
    )
    report.raise_if_any()
    tell(f"{report.performed:,} checks performed, none failed")
    store = EmbeddedStore.from_quads(collected.quads)
    return report, _verify(store, texts, tell, collected.places)


def _verify(
    store: EmbeddedStore, texts: Path | None, tell: Progress, places: Places | None = None
) -> passages.PassageReport:
    verified = passages.verify(store, texts, places)
    missing = f"; not at hand: {', '.join(verified.missing_texts)}" * bool(verified.missing_texts)
    tell(f"{verified.verified} passages verified against their texts{missing}")
    return verified


def _try_questions(
    questions: dict[str, catalog.NamedQuery], store: EmbeddedStore, folder: Path
) -> None:
    """Ask every question its own example: one that fails would fail its first caller."""
    for query in questions.values():
        try:
            store.select(query.bind(query.examples))
        except BadQuery as error:
            raise QueryFileError(error.problem, where=(folder / f"{query.name}.rq", 1)) from error


def notes(data: list[Quad]) -> dict[str, str]:
    """Return what the dataset says about itself: as_of, selection, advice."""
    text = (QUERIES / "build" / "notes.rq").read_text(encoding="utf-8")
    rows = EmbeddedStore.from_quads(data).select(text).records()
    if len(rows) != 1:
        raise DataError("the dataset does not say its date and notes once", hint="see dataset.ttl")
    return {name: term.value for name, term in rows[0].items()}


def write(folder: Path, data: list[Quad], questions: dict[str, catalog.NamedQuery]) -> None:
    """Write store, text index and questions of a snapshot into `folder`."""
    quads.save(data, folder / opened.STORE)
    labels = derive.labels(EmbeddedStore.open(folder / opened.STORE, folder.name))
    text.write(labels, folder / opened.TEXT)
    (folder / opened.CATALOG).write_text(catalog.to_json(questions), encoding="utf-8")


def _write_checker(folder: Path, data: list[Quad]) -> None:
    for name, compiled in compile_checker(EmbeddedStore.from_quads(data)).items():
        (folder / name).write_bytes(compiled)


def _program() -> dict[str, str]:
    """Hash the program itself: the same files judged by another engine are another snapshot."""
    package = Path(__file__).parent.parent
    return {
        f"musclegraph/{path.relative_to(package).as_posix()}": hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for part in ("build", "claims", "ingest", "queries", "review", "store", "verdict")
        for path in sorted((package / part).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
