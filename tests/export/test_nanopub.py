"""
Nanopublications, judged by two libraries that others wrote, one in Python and one in Rust.

How far each can be trusted is measured on the nanopublication test suite, which is not ours to
copy; without the folder that MUSCLEGRAPH_SHARED names, that part is skipped.
"""

import os
import re
import subprocess
import warnings
from pathlib import Path

import nanopub_sign
import pytest
import rdflib
from rdflib import Namespace, URIRef
from rdflib.namespace import PROV, RDF

from musclegraph.core.errors import RequestError
from musclegraph.core.names import PREFIXES
from musclegraph.export.formats import nanopub
from musclegraph.export.selection import Selection, select
from musclegraph.export.signing import Signer
from musclegraph.store.opened import about

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from nanopub import Nanopub

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Serializing:UserWarning"),
]
SHARED = Path(os.environ.get("MUSCLEGRAPH_SHARED", Path(__file__).parents[3] / "shared"))
SUITE = SHARED / "data" / "nanopub"
NP, MG = Namespace("http://www.nanopub.org/nschema#"), Namespace(PREFIXES["mg"])
QUININE = "evidence-line:el-tawil-2015--quinine-reduces-cramp"
FORMATS = {".trig": "trig", ".nq": "nquads", ".xml": "trix"}


@pytest.fixture(autouse=True)
def as_written(monkeypatch):
    """A hash is of the literals as written, which pyshacl, used by others here, undoes."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.fixture(scope="module")
def everything(snapshot):
    """Every nanopublication of the graph, unsigned."""
    return list(nanopub.each(Selection(snapshot.store, about(snapshot.manifest))))


@pytest.fixture(scope="module")
def quinine(snapshot):
    """One nanopublication, unsigned."""
    chosen = select(snapshot.store, about(snapshot.manifest), QUININE, nanopub.KINDS)
    return nanopub.render(chosen)


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    """A file with a private key, made for the occasion."""
    path = tmp_path_factory.mktemp("key") / "key.txt"
    path.write_text(nanopub_sign.KeyPair().private)
    return path


@pytest.fixture(scope="module")
def signed(quinine, key):
    """The same, signed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Signer(key).sign(quinine).decode()


def read(data, form="trig"):
    """The graphs of a nanopublication, as the Python library wants them."""
    graph = rdflib.ConjunctiveGraph()
    graph.parse(data=data, format=form)
    return graph


def python_accepts(text, form="trig", *, trusty=False, signature=False):
    """Ask `nanopub`; whatever it raises is a no."""
    try:
        found = Nanopub(rdf=read(text, form))
        return (
            found.is_valid
            and (not trusty or found.has_valid_trusty)
            and (not signature or found.has_valid_signature)
        )
    except Exception:
        return False


def rust_accepts(text):
    """Ask `nanopub_sign`, which looks at hash and signature where there are such."""
    try:
        nanopub_sign.Nanopub(text).check()
    except Exception:
        return False
    return True


def graphs_of(text):
    """The four graphs by what the head says they are."""
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=text, format="trig")
    ((node, _, _, head),) = graph.quads((None, RDF.type, NP.Nanopublication, None))
    names = ("hasAssertion", "hasProvenance", "hasPublicationInfo")
    parts = {name: graph.graph(graph.value(node, NP[name])) for name in names}
    used = {str(g.identifier) for g in graph.graphs() if len(g)}
    return node, parts, used - {str(head)}


def test_every_line_is_accepted(everything):
    """By both libraries; each has its own IRI, and its head names the graphs that are there."""
    texts = [one.decode() for one in everything]
    assert len(texts) > 150
    assert [text for text in texts if not rust_accepts(text)] == []
    for text in texts[::10]:
        assert python_accepts(text)
        _, parts, used = graphs_of(text)
        assert used == {str(part.identifier) for part in parts.values()}
    assert len(set(re.findall(rb"<(\S+)> a <?np", b"".join(everything)))) in (0, len(texts))


def test_assertion_says_what_the_study_says(quinine):
    """A direction of one study on a claim; never the claim itself as a fact."""
    _, parts, _ = graphs_of(quinine)
    assertion = parts["hasAssertion"]
    line = URIRef(PREFIXES["evidence-line"] + QUININE.partition(":")[2])
    assert (line, MG.direction, MG.supports) in assertion
    treatment = URIRef(PREFIXES["treatment"] + "quinine")
    assert list(assertion.predicate_objects(treatment)) == []
    derived = {str(o) for o in parts["hasProvenance"].objects(None, PROV.wasDerivedFrom)}
    assert derived == {PREFIXES["publication"] + "pmid-25842375"}


def test_harms_and_notice_go_along(quinine):
    """What quinine does to people, and that this is no medical advice."""
    _, parts, _ = graphs_of(quinine)
    info = parts["hasPublicationInfo"]
    harms = set(info.subjects(MG.severity, MG.seriousHarm))
    assert len(harms) == 3
    assert [str(note) for note in info.objects(None, MG.adviceNote)] == [
        "Information, not medical advice."
    ]


def test_replaced_reading_says_so(export):
    """Left out of lists; by itself it names the reading that took its place."""
    name = "schwellnus-2011--dehydration-causes-cramp"
    assert f"evidence-line:{name} a" not in export("nanopub", "dehydration-causes-cramp")
    alone = export("nanopub", f"evidence-line:{name}")
    assert f"mg:replaces evidence-line:{name} ." in alone


def test_signed_is_accepted(signed):
    """By both; the IRI is made from the hash."""
    assert python_accepts(signed, trusty=True, signature=True)
    assert rust_accepts(signed)
    node, _, _ = graphs_of(signed)
    assert re.fullmatch(r"http://purl\.org/np/RA[\w-]{43}", str(node))


@pytest.mark.parametrize(
    ("old", "new"), [("mg:supports", "mg:disputes"), ("serious", "slight"), ('"952"', '"953"')]
)
def test_tampering_is_found(signed, old, new):
    """A direction, a harm, a number: both libraries refuse what was changed after signing."""
    changed = signed.replace(old, new) if old in signed else signed.replace(" 952", " 953")
    assert changed != signed
    assert not python_accepts(changed, trusty=True)
    assert not rust_accepts(changed)


def test_signing_changes_nothing_else(quinine, signed):
    """Every triple is there as it was, under the new IRI, and those of the signature."""
    old = {str(o) for *_, o in read(quinine) if isinstance(o, rdflib.Literal)}
    new = {str(o) for *_, o in read(signed) if isinstance(o, rdflib.Literal)}
    assert old < new
    assert len(read(signed)) == len(read(quinine)) + 4
    assert "purl.org/nanopub/temp" not in signed


def test_same_evidence_gives_the_same_bytes(quinine, snapshot, signed, key):
    """Nothing depends on the time; nor does the signature."""
    chosen = select(snapshot.store, about(snapshot.manifest), QUININE, nanopub.KINDS)
    assert nanopub.render(chosen) == quinine
    again = Signer(key).sign(quinine).decode()
    assert re.findall("RA[-_0-9A-Za-z]{43}", again) == re.findall("RA[-_0-9A-Za-z]{43}", signed)


def test_pem_is_read_too(tmp_path, quinine):
    """As openssl writes it."""
    path = tmp_path / "key.pem"
    subprocess.run(["openssl", "genrsa", "-out", path, "2048"], check=True, capture_output=True)
    assert rust_accepts(Signer(path).sign(quinine).decode())


@pytest.mark.parametrize("text", [None, "", "sesame", "c2VjcmV0", "-----BEGIN RSA-----\nx", "é"])
def test_bad_key_is_refused(text, tmp_path):
    """And nothing of it is shown."""
    path = tmp_path / "key"
    if text is not None:
        path.write_text(text)
    with pytest.raises(RequestError, match=r"cannot read|holds no private RSA key") as caught:
        Signer(path)
    assert not text or text not in str(caught.value).replace(str(path), "")


# Where a library differs from the suite. Each reason was found by reading what the library does.
_MATCHING = "does not compare the names of the graphs with one another"
_DSA = "knows RSA keys alone"
_NAMES = tuple(
    f"invalid/plain/{part}_graph_uri_not_matching"
    for part in ("assertion", "provenance", "pubinfo")
)
PYTHON_DIFFERS = {
    **dict.fromkeys(
        (
            f"valid/trusty/{name}"
            for name in (
                "disgenet-v2.1.0.0-1",
                "disgenet-v3.0.0.0-1",
                "generif-aida-1",
                "genuine-sempub-1",
                "genuine-sempub-2",
                "liddi-1",
                "nextprot-1",
                "provcorp-parc-annotation-1",
            )
        ),
        "finds no hash that does not follow a slash",
    ),
    **dict.fromkeys(_NAMES, _MATCHING),
    "valid/signed/simple1-signed-dsa.1024": _DSA,
    "invalid/plain/illtyped_datatypes_in_assertion": "keeps ill-typed literals",
    "invalid/signed/simple1-invalid-rsa": "drops what the comparison of the signature says",
}
RUST_DIFFERS = {
    **dict.fromkeys(_NAMES, _MATCHING),
    "valid/signed/simple1-signed-dsa.1024": _DSA,
    "invalid/plain/graphs_uris_equal": "takes one graph for four",
    "invalid/plain/illtyped_datatypes_in_assertion": "keeps ill-typed literals",
    "invalid/trusty/trusty2": "does not look for another hash in the names of the graphs",
}  # fmt: skip
_SLASH = re.compile(r"RA[-_0-9A-Za-z]{43}/")


@pytest.fixture(scope="module")
def suite():
    """The files of the suite that are to be judged, and whether they are valid."""
    if not SUITE.is_dir():
        pytest.skip(
            "no nanopublication suite; name the folder that has data/ in MUSCLEGRAPH_SHARED"
        )
    files = sorted(path for path in SUITE.rglob("*.*") if path.parts[-3] in ("valid", "invalid"))
    assert len(files) > 100
    return [(path, path.parts[-3] == "valid") for path in files]


def name(path):
    """A file of the suite without its suffix."""
    return path.relative_to(SUITE).with_suffix("").as_posix()


def test_python_library_agrees_with_the_suite(suite):
    """But for what is listed, and for hashes of the form that ends in a slash."""
    differs = set()
    for path, is_valid in suite:
        text, kind = path.read_bytes().decode(), path.parts[-2]
        trusty, signature = kind != "plain", kind == "signed"
        said = python_accepts(text, FORMATS[path.suffix], trusty=trusty, signature=signature)
        if said != is_valid and not (is_valid and _SLASH.search(text)):
            differs.add(name(path))
    assert differs == PYTHON_DIFFERS.keys()


def test_rust_library_agrees_with_the_suite(suite):
    """But for what is listed; it reads TriG alone."""
    judged = [(path, is_valid) for path, is_valid in suite if path.suffix == ".trig"]
    differs = {
        name(path)
        for path, is_valid in judged
        if rust_accepts(path.read_bytes().decode()) != is_valid
    }
    assert differs == RUST_DIFFERS.keys()
