"""What is easy to get wrong in the two articles is right in the curated graph."""

import pytest

from musclegraph.build import collect
from musclegraph.core.files import ONTOLOGY, QUERIES
from musclegraph.core.names import compact

PAINSCIENCE, RELATYV = "source:painscience-cramps", "source:relatyv-spasm-twitch"
ARTICLES, BEYOND = "graph:evidence/articles", "graph:evidence/beyond"


class Facts:
    """The curated quads as node to property to values, in short names."""

    def __init__(self, quads):
        self.nodes, self.graphs = {}, {}
        for quad in quads:
            node, name = compact(quad.subject.value), compact(quad.predicate.value)
            values = self.nodes.setdefault(node, {}).setdefault(name, set())
            values.add(compact(quad.object.value))
            self.graphs[node] = compact(quad.graph_name.value)

    def __call__(self, node, name):
        """The values of one property of one node."""
        return self.nodes[node].get(name, set())

    def one(self, node, name):
        """The only value of a property."""
        (value,) = self(node, name)
        return value

    def all(self, nodes, name):
        """The values of one property over many nodes."""
        return {value for node in nodes for value in self(node, name)}

    def span(self, passage):
        """The offsets that a passage covers."""
        return set(range(int(self.one(passage, "oa:start")), int(self.one(passage, "oa:end"))))

    def where(self, **wanted):
        """The nodes that have all these values; `kind` is the class, the rest is ours."""
        pairs = [
            ("rdf:type" if name == "kind" else f"mg:{name}", value)
            for name, value in wanted.items()
        ]
        return {
            node
            for node, found in self.nodes.items()
            if all(value in found.get(name, ()) for name, value in pairs)
        }


@pytest.fixture(scope="module")
def facts():
    """Every curated fact."""
    return Facts(collect.collect(collect.input_files(ONTOLOGY, QUERIES)).quads)


@pytest.mark.parametrize(
    ("item", "source"),
    [
        ("lacuna.ps.types", PAINSCIENCE),
        ("lacuna.ps.questions", PAINSCIENCE),
        ("lacuna.rv.types", RELATYV),
        ("lacuna.rv.causes", RELATYV),
        ("lacuna.rv.serious", RELATYV),
        ("lacuna.rv.specialist", RELATYV),
        ("lacuna.rv.prevent", RELATYV),
    ],
)
def test_a_missing_list_is_a_gap_and_stays_empty(facts, item, source):
    """It has a place and says what is missing; what it may hold is a concept or a marked guess."""
    (gap,) = facts.where(kind="mg:Lacuna", inventoryId=item)
    held = facts(gap, "mg:likelyHolds")

    assert facts(gap, "mg:source") == {source}
    assert facts(gap, "mg:missing")
    assert facts(gap, "mg:passage")
    assert all(value in facts.nodes or value.startswith("Guess: ") for value in held)


@pytest.mark.parametrize("notes", [("7", "8"), ("9", "10"), ("12", "13")])
def test_glued_footnote_digits_are_two_notes(facts, notes):
    """The digits after a word are read as two calls, never as one number."""
    (call,) = facts.where(kind="mg:Passage", inventoryId="fncall." + "-".join(notes))
    targets = [facts.where(kind="mg:Passage", source=PAINSCIENCE, footnote=note) for note in notes]

    assert facts(call, "mg:callsFootnote") == set(notes)
    assert all(targets)
    assert not facts.where(kind="mg:Passage", callsFootnote="".join(notes))


def test_every_note_is_called_or_known_to_be_orphaned(facts):
    """Eighteen notes; four calls went lost with the missing lists."""
    called = facts.all(facts.where(kind="mg:Passage"), "mg:callsFootnote")
    orphaned = facts.all(facts.where(kind="mg:Lacuna"), "mg:orphanedFootnote")

    assert orphaned == {"1", "2", "3", "6"}
    assert called.isdisjoint(orphaned)
    assert called | orphaned == {str(note) for note in range(1, 19)}


@pytest.mark.parametrize("claim", ["dehydration-causes-cramp", "electrolyte-loss-causes-cramp"])
def test_what_is_cited_at_a_spot_is_not_evidence_for_it(facts, claim):
    """Note 12 hangs on both denials; its review found nothing on either, note 13's cohort did."""
    wanted = {"kind": "mg:EvidenceLine", "claim": f"claim:{claim}"}
    review = facts.where(**wanted, study="study:minetto-2013")
    cited = facts(f"statement:ps-{claim}-1", "mg:cites")
    of_articles = {line for line in facts.where(**wanted) if facts.graphs[line] == ARTICLES}

    assert cited == {"publication:pmid-23038243", "publication:pmid-21148567"}
    assert facts.all(review, "mg:evidenceRole") == {"mg:backgroundRemark"}
    assert {facts.graphs[line] for line in review} == {BEYOND}
    assert facts.all(of_articles, "mg:study") == {"study:schwellnus-2011"}
    assert facts.all(of_articles, "mg:readFrom") == {"mg:secondaryReport"}
    assert facts("source-issue:ps-minetto-citation", "mg:publication") <= cited


def test_the_editorial_weighs_nothing(facts):
    """PMID 2521794 is an opinion, and the studies it speaks of were not found."""
    unlocated = {"publication:johnson-1950-unlocated", "publication:johnson-replication-unlocated"}

    assert facts("study:johnson-1989", "mg:reportedIn") == {"publication:pmid-2521794"}
    assert facts("study:johnson-1989", "mg:design") == {"mg:editorial"}
    assert facts.where(kind="mg:StartingLevel", forDesign="mg:randomisedTrial")
    assert not facts.where(kind="mg:StartingLevel", forDesign="mg:editorial")
    assert facts.where(kind="mg:Publication", publicationType="mg:unlocated") >= unlocated


@pytest.mark.parametrize(
    ("statement", "voice", "speaker"),
    [
        ("ps-dehydration-causes-cramp-1", "author", "paul-ingraham"),
        ("ps-anaesthesia-relaxes-muscle-2", "quoted", "steven-levin"),
        ("ps-spasms-are-painful-3", "quoted", "ernest-johnson"),
        ("ps-pain-spasm-pain-cycle-2", "quoted", "siegfried-mense"),
        ("ps-electrolyte-loss-causes-cramp-2", "summary", "paul-ingraham"),
        ("ps-electrolyte-loss-causes-cramp-3", "quoted", "martin-schwellnus"),
        ("ps-cramp-central-origin-1", "quoted", "ma-minetto"),
        ("ps-injury-inhibits-muscle-6", "quoted", "mj-nederhand"),
        ("ps-contractions-are-involuntary-3", "quoted", "wikipedia"),
    ],
)
def test_voice_and_speaker(facts, statement, voice, speaker):
    """The author, the surgeon, the editor and the study are told apart."""
    assert facts(f"statement:{statement}", "mg:voice") == {f"mg:{voice}Voice"}
    assert facts(f"statement:{statement}", "mg:speaker") == {f"agent:{speaker}"}


def test_what_is_quoted_is_in_the_mouth_of_those_quoted(facts):
    """A statement that rests on quoted words alone names their speaker, never the author."""
    quoted = [facts.span(p) for p in facts.all(facts.where(kind="mg:Quotation"), "mg:passage")]
    summaries = facts.where(kind="mg:Statement", voice="mg:summaryVoice")
    quotes = facts.where(kind="mg:Statement", voice="mg:quotedVoice")

    for one in summaries:
        spans = [facts.span(passage) for passage in facts(one, "mg:passage")]
        assert not all(any(own <= words for words in quoted) for own in spans), one
    assert facts.all(summaries, "mg:speaker") == {"agent:paul-ingraham"}
    assert "agent:paul-ingraham" not in facts.all(quotes, "mg:speaker")
    assert all(facts(one, "mg:speaker") for one in facts.where(kind="mg:Quotation"))


@pytest.mark.parametrize(
    "claim", ["spasms-are-painful", "spasms-occur-in-back", "spasm-restricts-motion"]
)
def test_the_articles_disagree_and_both_are_kept(facts, claim):
    """PainScience denies what Relatyv asserts."""

    def positions(source):
        found = facts.where(kind="mg:Statement", claim=f"claim:{claim}", source=source)
        return facts.all(found, "mg:position")

    assert positions(PAINSCIENCE) == {"mg:denies"}
    assert positions(RELATYV) == {"mg:asserts"}


@pytest.mark.parametrize(
    ("claim", "positions"),
    [
        ("mild-dehydration-causes-cramp", {"mg:denies", "mg:hedges"}),
        ("fatigue-cause-unclear", {"mg:asserts", "mg:hedges"}),
    ],
)
def test_a_note_softens_what_the_text_says(facts, claim, positions):
    """Both positions of the first article are there, and the tension is on record."""
    statements = facts.where(kind="mg:Statement", claim=f"claim:{claim}", source=PAINSCIENCE)
    tensions = facts.where(kind="mg:SourceIssue", issueType="mg:internalTension")

    assert facts.all(statements, "mg:position") == positions
    assert {"source-issue:ps-chronic-dehydration", "source-issue:ps-fatigue-answered"} <= tensions


def test_the_second_article_cites_nothing_and_sells(facts):
    """No statement of it cites; author and clinic have a stake in what they offer."""
    statements = facts.where(kind="mg:Statement", source=RELATYV)
    (missing,) = facts.where(kind="mg:Lacuna", inventoryId="lacuna.rv.refs")

    assert facts.one(missing, "mg:source") == RELATYV
    assert statements
    assert not facts.all(statements, "mg:cites")
    for holder in ("agent:relatyv", "agent:will-relatyv"):
        sold = facts.where(
            kind="mg:CompetingInterest", holder=holder, interestKind="mg:sellsTreatment"
        )
        stakes = {"treatment:electroanalgesia", "treatment:iv-therapy"}
        assert facts.all(sold, "mg:interestIn") >= stakes


def test_the_first_author_sells_a_book(facts):
    """On back pain, by his own word."""
    (book,) = facts.where(
        kind="mg:CompetingInterest", holder="agent:paul-ingraham", interestKind="mg:sellsBook"
    )
    assert facts(book, "mg:interestIn") >= {"symptom:back-pain"}
    assert facts(book, "mg:isDeclared") == {"true"}


@pytest.mark.parametrize(
    "alike",
    [
        ("condition:tetany", "condition:tetanus"),
        ("symptom:contracture", "mechanism:muscle-contraction"),
        ("symptom:myokymia", "symptom:disease-myokymia", "symptom:eyelid-twitch"),
        ("symptom:muscle-cramp", "symptom:muscle-spasm"),
    ],
)
def test_words_that_look_alike_are_concepts_apart(facts, alike):
    """Each names the others as not to be confused with it."""
    for concept in alike:
        others = set(alike) - {concept}
        assert facts(concept, "mg:notToBeConfusedWith") >= others
        assert not others & facts(concept, "skos:broader")


def test_cramp_and_spasm_share_no_exact_match(facts):
    """HPO has one term for both, which is close to either; MeSH has two."""
    cramp, spasm = "symptom:muscle-cramp", "symptom:muscle-spasm"

    assert "HP:0003394" in facts(cramp, "skos:closeMatch") & facts(spasm, "skos:closeMatch")
    assert not facts(cramp, "skos:exactMatch") & facts(spasm, "skos:exactMatch")
    assert "HP:0003394" not in facts(cramp, "skos:exactMatch") | facts(spasm, "skos:exactMatch")
    assert "MESH:D009120" in facts(cramp, "skos:exactMatch")
    assert "MESH:D013035" in facts(spasm, "skos:exactMatch")


def test_no_concept_of_ours_is_matched_with_another_of_ours(facts):
    """Mappings lead to other vocabularies."""
    ours = {node for node, found in facts.nodes.items() if "skos:prefLabel" in found}
    for node, found in facts.nodes.items():
        for match in ("exact", "close", "broad", "narrow", "related"):
            assert not found.get(f"skos:{match}Match", set()) & ours, node


@pytest.mark.parametrize(
    ("study", "name", "told", "recorded", "issue"),
    [
        ("maigne-2012", "effect", "65", "64.8", "ps-maigne-chance"),
        ("maigne-2012", "effect", "59", "58.5", "ps-maigne-chance"),
        ("schwellnus-2011", "participants", "210", "209", "ps-schwellnus-count"),
    ],
)
def test_numbers_stand_as_told_and_as_recorded(facts, study, name, told, recorded, issue):
    """Both spellings are kept, each with who reports it, and the difference is an issue."""
    (publication,) = facts(f"source-issue:{issue}", "mg:publication")
    wanted = {"kind": "mg:Finding", "study": f"study:{study}"}

    assert facts.where(**wanted, reportedBy=PAINSCIENCE, **{name: told})
    assert facts.where(**wanted, reportedBy=publication, **{name: recorded})
    assert not facts.where(**wanted, reportedBy=PAINSCIENCE, **{name: recorded})
    assert facts(f"source-issue:{issue}", "mg:issueType") == {"mg:numberDiffers"}


def test_the_neck_result_is_not_above_chance(facts):
    """By the record; the article counts it as slightly better than chance."""
    assert facts("finding:maigne-2012-neck-record", "mg:isNull") == {"true"}
    assert facts("finding:maigne-2012-back-record", "mg:isNull") == {"false"}


def test_wider_evidence_is_apart_and_says_what_was_read(facts):
    """Its lines are in a graph of their own; the articles' studies are known second-hand."""
    read = {ARTICLES: set(), BEYOND: set()}
    for line in facts.where(kind="mg:EvidenceLine"):
        graph = facts.graphs[line]
        assert facts.one(line, "mg:layer") == f"mg:{graph.rpartition('/')[2]}"
        read[graph].add(facts.one(line, "mg:readFrom"))

    assert read[ARTICLES] == {"mg:secondaryReport"}
    assert read[BEYOND] == {"mg:fullText", "mg:abstract", "mg:secondaryReport"}
