"""Nanopublications signed with an RSA key, by the `nanopub` library; nothing is sent anywhere."""

from __future__ import annotations

import base64
import binascii
import re
import warnings
from pathlib import Path
from typing import Any

from musclegraph.core.errors import RequestError
from musclegraph.core.extras import library


class Signer:
    """
    Signs with the private key in a file: PEM, or Base64 alone as nanopublication tools keep it.

    Raises:
        RequestError: The file cannot be read or holds no such key, or a package is missing.
    """

    def __init__(self, key: Path) -> None:
        self._nanopub, self._rdflib = library("nanopub", "export"), library("rdflib", "export")
        profile = self._nanopub.Profile(orcid_id="", name="", private_key=_key(key))
        self._conf = self._nanopub.NanopubConf(profile=profile)

    def sign(self, nanopub: bytes) -> bytes:
        """Return one nanopublication in TriG with its signature, under the IRI that follows."""
        with warnings.catch_warnings():
            # The library uses a class that rdflib has renamed.
            warnings.simplefilter("ignore", DeprecationWarning)
            graph = self._rdflib.ConjunctiveGraph()
            graph.parse(data=nanopub, format="trig")
            made: Any = self._nanopub.Nanopub(rdf=graph, conf=self._conf)
            made.sign()
            text: str = made.rdf.serialize(format="trig")
        return text.encode()


def _key(path: Path) -> str:
    """Return the key in Base64, as the library wants it; what is in the file is never shown."""
    rsa = library("Crypto.PublicKey.RSA", "export")
    try:
        text = path.read_text(encoding="ascii")
        raw = text if "-----" in text else base64.b64decode(re.sub(r"\s", "", text), validate=True)
        key = rsa.import_key(raw)
    except OSError as error:
        raise RequestError(f"cannot read {path}: {error.strerror}") from error
    except (ValueError, IndexError, TypeError, binascii.Error):
        key = None
    if key is None or not key.has_private():
        raise RequestError(
            f"{path} holds no private RSA key that can be read",
            hint="make one with: openssl genrsa -out key.pem 2048",
        ) from None
    return base64.b64encode(key.export_key("DER", pkcs=8)).decode()
