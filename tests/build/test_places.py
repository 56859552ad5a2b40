"""Places finds the block of a node by the file's own prefixes, and the row of a mapping."""

from musclegraph.build.places import Places

TURTLE = """\
@prefix c: <https://w3id.org/musclegraph/claim/> .
PREFIX mg: <https://w3id.org/musclegraph/ns#>

c:one a mg:Claim ;
  mg:wording "c:two a mg:Claim is no block here."@en ;
  mg:about
    c:three .

<https://w3id.org/musclegraph/claim/two> a mg:Claim .
c:one mg:popularBelief true .
"""
CLAIM = "https://w3id.org/musclegraph/claim/"


def _places(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    places = Places()
    places.add(path)
    return path, places


def test_block_is_found_by_the_prefixes_of_its_file(tmp_path):
    """The first line of a block counts; a subject named inside a block is none."""
    path, places = _places(tmp_path, "claims.ttl", TURTLE)
    assert places.of(f"{CLAIM}one") == (path, 4)
    assert places.of(f"{CLAIM}two") == (path, 9)
    assert places.of(f"{CLAIM}three") is None
    assert places.of(f"{CLAIM}three", inside=path) == (path, 1)


def test_second_block_of_a_node_is_told(tmp_path):
    """Two blocks of one node in one file are given with both lines."""
    path, places = _places(tmp_path, "claims.ttl", TURTLE)
    assert list(places.repeated()) == [(f"{CLAIM}one", (path, 10), 4)]
    assert places.text(f"{CLAIM}one", not_in=tmp_path / "other.ttl") == f"{path}:4"


def test_mapping_is_found_by_its_row(tmp_path):
    """Each row of an SSSOM table is a node of its own; a row given twice is told."""
    row = "symptom:tremor\tskos:exactMatch\tHP:0001337\tTremor\tsemapv:ManualMappingCuration\n"
    head = "subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification\n"
    path, places = _places(tmp_path, "hpo.sssom.tsv", f"# comment\n{head}{row}{row}")
    ((node, second, first),) = places.repeated()
    assert (second, first) == ((path, 4), 3)
    assert places.of(node) == (path, 3)
