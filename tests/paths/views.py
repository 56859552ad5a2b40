"""Random neighbourhoods, to draw: any text, any number of anything."""

from hypothesis import strategies as st

from musclegraph.core.terms import (
    Certainty,
    Direction,
    Directness,
    Position,
    Question,
    ReadFrom,
    Result,
)
from musclegraph.paths.views import (
    ClaimView,
    ConceptView,
    HarmView,
    Judgement,
    LineView,
    NeighbourView,
    ReportView,
    SourceView,
    Standing,
    StudyView,
    Voice,
)

# Long words, wide characters, markup, and characters that XML does not allow.
some_text = st.one_of(
    st.sampled_from(["Muscle cramp", "W" * 90, "<b>&amp;", "筋肉" * 30, "a\x00b\x0c", "i " * 200]),
    st.text(min_size=1, max_size=40).filter(str.strip),
)
maybe_text = st.one_of(st.just(""), some_text)
texts = st.lists(some_text, max_size=9).map(tuple)
maybe_count = st.one_of(st.none(), st.integers(0, 10**9))

standings = st.builds(
    Standing,
    result=st.one_of(st.none(), st.sampled_from(Result)),
    certainty=st.one_of(st.none(), st.sampled_from(Certainty)),
    leaning=st.one_of(st.none(), st.sampled_from(Result)),
    asserting=st.integers(0, 20),
    denying=st.integers(0, 20),
    hedging=st.integers(0, 20),
)


def _numbered(strategy, key, most):
    """Lists of records whose `key` is another IRI each time."""
    return st.lists(strategy, max_size=most).map(lambda found: _with_iris(found, key))


def _with_iris(records, key):
    from dataclasses import replace

    return tuple(replace(r, **{key: f"https://x/{place}"}) for place, r in enumerate(records))


lines = _numbered(
    st.builds(
        LineView,
        iri=st.just(""),
        claim=st.sampled_from(["https://x/c1", "https://x/c2"]),
        claim_label=some_text,
        study=st.sampled_from(["https://x/s1", "https://x/s2"]),
        study_label=some_text,
        design=some_text,
        sample_size=maybe_count,
        trial_count=maybe_count,
        direction=st.sampled_from(Direction),
        directness=st.sampled_from(Directness),
        read_from=st.sampled_from(ReadFrom),
        reason=maybe_text,
        is_remark=st.booleans(),
        weighs=st.booleans(),
        left_out=st.sampled_from(["", "retracted", "superseded"]),
        interest=st.sampled_from(["", "funding"]),
    ),
    "iri",
    24,
)
voices = st.builds(
    Voice,
    iri=st.just("https://x/v"),
    position=st.sampled_from(Position),
    quoted=maybe_text,
    is_summary=st.booleans(),
    calls_it_myth=st.booleans(),
    gist=maybe_text,
)
claims = st.builds(
    ClaimView,
    iri=st.just("https://w3id.org/musclegraph/claim/x"),
    label=some_text,
    question=st.sampled_from(Question),
    is_popular=st.booleans(),
    subject=some_text,
    predicate=some_text,
    object=maybe_text,
    scopes=texts,
    judgement=st.builds(
        Judgement,
        standing=standings,
        explanation=maybe_text,
        fragility=maybe_text,
        rests_on=st.just(frozenset({"https://x/s1"})),
        critical=st.just(frozenset({"https://x/s2"})),
    ),
    sources=_numbered(
        st.builds(
            SourceView,
            iri=st.just(""),
            title=some_text,
            made_by=some_text,
            stands=st.sampled_from(Position),
            has_stake=st.booleans(),
            voices=st.lists(voices, min_size=1, max_size=7).map(tuple),
        ),
        "iri",
        9,
    ),
    lines=lines,
    harms=_numbered(
        st.builds(
            HarmView,
            iri=st.just(""),
            label=some_text,
            treatment=some_text,
            is_serious=st.booleans(),
            gist=maybe_text,
        ),
        "iri",
        4,
    ),
)
concepts = st.builds(
    ConceptView,
    iri=st.just("https://w3id.org/musclegraph/condition/x"),
    kind=st.just("condition"),
    label=some_text,
    definition=maybe_text,
    lay_labels=texts,
    broader=texts,
    narrower=texts,
    not_the_same=texts,
    neighbours=_numbered(
        st.builds(
            NeighbourView,
            claim=st.just(""),
            claim_label=some_text,
            is_subject=st.booleans(),
            predicate=some_text,
            question=st.sampled_from(Question),
            other=st.sampled_from(["", "https://x/o"]),
            other_label=some_text,
            scopes=texts,
            standing=standings,
            has_serious_harm=st.booleans(),
        ),
        "claim",
        40,
    ),
)
labels = st.dictionaries(st.sampled_from([f"https://x/c{n}" for n in range(9)]), some_text)
studies = st.builds(
    StudyView,
    iri=st.just("https://w3id.org/musclegraph/study/x"),
    label=some_text,
    design=some_text,
    sample_size=maybe_count,
    trial_count=maybe_count,
    population=maybe_text,
    reports=_numbered(
        st.builds(
            ReportView,
            iri=st.just(""),
            title=some_text,
            place=maybe_text,
            left_out=st.sampled_from(["", "retracted"]),
        ),
        "iri",
        5,
    ),
    lines=lines,
    standings=st.dictionaries(st.sampled_from(["https://x/c1", "https://x/c2"]), standings),
    harmful=st.just(frozenset({"https://x/c1"})),
    critical_for=labels,
    rests=labels,
    reviews=labels,
    same_data=labels,
    findings=labels,
)
