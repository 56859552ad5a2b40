"""
Faults a curator could make, each a small edit of the real files.

SPOILT: per file under ontology/, the block that is spoilt, the text replaced inside it, what
replaces it, and what the curator must be told. An empty old text appends a new block.
UNREADABLE: edits that no parser gets past; the place is the line that holds the given text.
"""

SPOILT = {
    "claims/palpation.ttl": [
        (
            "claim:therapists-feel-tightness",
            "mg:isReliable",
            "mg:isReliabel",
            "Say with one predicate",
        ),
        ("claim:palpation-finds-painful-side", "mg:usually", "mg:mostly", "Say how often"),
        (
            "claim:palpation-study-inconclusive",
            "mg:popularBelief false ;",
            "",
            "Say whether a source",
        ),
    ],
    "claims/care.ttl": [
        ("claim:persistent-symptoms-need-doctor", "seeking-care", "seeking-cure", "Unknown slug"),
        (
            "claim:diagnosis-by-history-and-tests",
            "mg:object diagnostic-method:medical-history ;",
            "",
            "This predicate needs an object",
        ),
        (
            "claim:contractions-disturb-daily-life",
            "false",
            '"false"',
            "true or false, without quotes",
        ),
        (
            "claim:stretching-eases-discomfort",
            "mg:subject treatment:stretching",
            "mg:subject treatment:stretching , treatment:stress-reduction",
            "Name the one concept that the claim is about",
        ),
    ],
    "claims/harmlessness.ttl": [
        (
            "claim:contractions-usually-harmless",
            "Belief false",
            "Belief true",
            "A popular belief needs",
        ),
        (
            "claim:contractions-sometimes-serious",
            "mg:quantifier",
            'mg:strength "high" ; mg:quantifier',
            "(here: mg:strength high)",
        ),
    ],
    "claims/strain.ttl": [
        ("claim:fatigue-cause-unclear", "a mg:Claim", "a mg:Claim , mg:Study", "of two classes"),
        (
            "claim:lactic-acid-causes-fatigue",
            "passage:ps-27115-27222",
            "claim:strain-without-fatigue",
            "Point to who says that it is widely believed",
        ),
        (
            "claim:fatigue-raises-strain-risk",
            'skos:prefLabel "',
            'mg:pole "erh\u00f6ht"@de ; skos:prefLabel "',
            "tagged with another language",
        ),
        (
            "claim:strain-without-fatigue",
            'dcterms:created "2026-11-22"',
            'dcterms:created "2026-11-32"',
            "Give the day this block was written",
        ),
        (
            "claim:cramp-tears-muscle",
            "mg:object condition:muscle-strain",
            "mg:object cause:powerful-cramp",
            "The claim names this concept twice",
        ),
    ],
    "claims/exercise-cramp.ttl": [
        (
            "claim:dehydration-causes-cramp",
            "mg:quantifier",
            "<http://purl.obolibrary.org/obo/RO_0003303> condition:exercise-cramp ; mg:quantifier",
            "A relation of the Relation Ontology is never written by hand",
        ),
        (
            "claim:electrolyte-loss-causes-cramp",
            "mg:subject cause:electrolyte-loss",
            "mg:subject cause:dehydration",
            "Another claim has the same subject",
        ),
    ],
    "claims/myokymia.ttl": [
        (
            "claim:motor-units-alternate",
            "mg:wording",
            'mg:wording "They alternate."@en ; mg:counterWording "They alternate."@en ; mg:wording',
            "stands as wording and as counter-wording",
        ),
        (
            "claim:fatigue-causes-rippling",
            "mg:pole",
            'mg:oppositePole "brings"@en ; mg:pole "brings"@en ; mg:pole',
            "in mg:pole and in mg:oppositePole",
        ),
        (
            "claim:eyelid-myokymia-harmless",
            "mg:popularBelief",
            'mg:lastUpdated "today" ; mg:popularBelief',
            "The ontology defines no such property",
        ),
    ],
    "claims/terminology.ttl": [
        (
            "claim:myokymia-names-disease-sign",
            '"2026-',
            '"2062-',
            "after the day the dataset stands at",
        ),
        (
            "claim:fasciculation-means-twitch",
            'skos:prefLabel "',
            'skos:prefLabel " ',
            "space at an end",
        ),
        (
            "claim:rippling-is-fasciculation",
            "mg:quantifier",
            "mg:hasVerdict <https://example.org/verdict> ; mg:quantifier",
            "they are never written on it",
        ),
    ],
    "claims/protective-spasm.ttl": [
        (
            "<https://w3id.org/musclegraph/myth/injury-causes-protective-spasm>",
            "",
            "<https://w3id.org/musclegraph/myth/injury-causes-protective-spasm> a mg:Myth .\n",
            "A myth is never written by hand",
        ),
        (
            "claim:pain-spasm-pain-cycle",
            "mg:wording",
            "mg:about symptom:muscle-pain ; mg:wordings",
            "at least six natural ways",
        ),
    ],
    "claims/back-pain.ttl": [
        (
            "<https://w3id.org/musclegraph/verdict/all/spasm-causes-back-pain>",
            "",
            "<https://w3id.org/musclegraph/verdict/all/spasm-causes-back-pain> a mg:Verdict .\n",
            "A verdict is never written by hand",
        ),
    ],
    "concepts/symptoms.ttl": [
        (
            "symptom:tremor",
            "skos:broader symptom:involuntary-contraction",
            "skos:broader symptom:tremor",
            "Going up from this concept leads back to it",
        ),
        (
            "symptom:eyelid-twitch",
            "scheme:symptoms",
            "scheme:causes",
            "is in skos:inScheme scheme:symptoms",
        ),
        (
            "symptom:muscle-cramp",
            '"cramp"@en',
            '"Tremor"@en',
            "is the preferred name of another concept",
        ),
        ("symptom:stiffness", "skos:definition", "skos:note", "Define the concept"),
    ],
    "concepts/causes.ttl": [
        (
            "cause:stress",
            "skos:related cause:anxiety",
            "skos:related cause:stress",
            "from the concept to itself",
        ),
        ("cause:anxiety", "passage:ps-1286-1373", "passage:ps-1286-1374", "Unknown slug"),
        ("cause:fatigue", "a mg:Cause", "a mg:Symptom", "an IRI that begins with symptom:"),
    ],
    "concepts/conditions.ttl": [
        (
            "condition:tetany",
            "skos:broader symptom:involuntary-contraction ;\n"
            "    skos:topConceptOf scheme:conditions ;",
            "",
            "has nothing above it and is not at the top",
        ),
    ],
    "concepts/body-parts.ttl": [
        (
            "body-part:neck",
            "skos:altLabel",
            'skos:altLabel "neck"@en ; skos:altLabel',
            "stands twice",
        ),
    ],
    "sources/painscience-cramps/statements-cramp.trig": [
        (
            "statement:ps-dehydration-causes-cramp-1",
            "mg:position mg:denies",
            "mg:position mg:asserts",
            "calls the claim a myth and does not deny it",
        ),
        (
            "statement:ps-dehydration-causes-cramp-2",
            "passage:ps-25590-25693",
            "passage:rv-193-300",
            "This passage lies in another source",
        ),
        (
            "statement:ps-dehydration-causes-cramp-3",
            '"2017-',
            '"2019-',
            "after the last version of the source",
        ),
        (
            "statement:ps-electrolyte-loss-causes-cramp-1",
            "Myth true",
            'Myth "yes"',
            "Say mg:callsItMyth true",
        ),
        (
            "statement:ps-electrolyte-loss-causes-cramp-2",
            "mg:asserted",
            "mg:certain",
            "how firmly it is said",
        ),
        (
            "statement:ps-electrolyte-loss-causes-cramp-3",
            "claim:electrolyte-loss-causes-cramp",
            "claim:electrolytes-cause-cramp",
            "Unknown slug",
        ),
        (
            "statement:ps-mild-dehydration-causes-cramp-3",
            "mg:position mg:hedges",
            "mg:position mg:hedges , mg:denies",
            "Say the one position taken here",
        ),
        (
            "statement:ps-cramps-strike-tired-muscles-1",
            "paul-ingraham",
            "relatyv",
            "Voice and speaker do not fit",
        ),
        (
            "statement:ps-cramps-strike-tired-muscles-2",
            "mg:cites publication:pmid-21148567 ;",
            "",
            "sums up a study and cites none",
        ),
        (
            "statement:ps-cramp-cause-unknown-1",
            "mg:passage passage:ps-11590-11717 ;",
            "",
            "Say where the statement can be read",
        ),
    ],
    "sources/painscience-cramps/passages-cramps.trig": [
        ("passage:ps-11565-11569", '"13"', '"19"', "No passage lies in the note that is called"),
        ("passage:ps-11791-11907", "oa:end 11907", "oa:end 11790", "one below oa:end"),
        ("passage:ps-11907-11909", '"16"', '"167"', "Digits glued together are two notes"),
        ("passage:ps-11954-12046", "69c2f2da", "69C2F2DA", "64 lower-case hexadecimal digits"),
        ("passage:ps-12048-12187", "oa:start 12048", 'oa:start "12048"', "counted from 0"),
        ("passage:ps-12189-12385", "oa:end 12385", "oa:end 99999", "after the end of its text"),
        ("passage:ps-12303-12385", "mg:gist", "mg:quote", "It holds no words of the source"),
        (
            "passage:ps-12386-12481",
            "oa:end 12481",
            "oa:end 12482",
            "is not that of its source and offsets",
        ),
    ],
    "sources/painscience-cramps/about.trig": [
        ("source:painscience-cramps", "mg:textSha256", "mg:sha256", "or none of the three"),
        (
            "update:ps-2016-11-16",
            '"2016-11-16"^^xsd:date',
            '"November 2016"',
            "Give the day of the update",
        ),
        (
            "interest:ingraham-books",
            "mg:interestIn publication:ingraham-low-back-pain-book , symptom:back-pain ;",
            "",
            "This interest does not say in what",
        ),
        (
            "interest:ingraham-cramps",
            "agent:paul-ingraham",
            "symptom:muscle-cramp",
            "Say who has the interest",
        ),
    ],
    "sources/painscience-cramps/issues.trig": [
        ("source-issue:ps-schwellnus-count", "mg:numberDiffers", "mg:differs", "Say what differs"),
    ],
    "sources/painscience-cramps/gaps.trig": [
        (
            "lacuna:ps-types",
            "mg:likelyHolds condition:tetany",
            'mg:likelyHolds "Tetany"@en',
            "a guess in English",
        ),
        (
            "lacuna:ps-questions",
            'mg:orphanedFootnote "6"',
            'mg:orphanedFootnote "5"',
            "This note is not orphaned",
        ),
    ],
    "sources/painscience-cramps/quotations.trig": [
        (
            "quotation:ps-levin-1",
            "mg:speaker agent:steven-levin ;",
            "",
            "Say whom or what is quoted",
        ),
    ],
    "sources/relatyv-spasm-twitch/gaps.trig": [
        (
            "lacuna:rv-risk-factors",
            "lacuna:rv-risk-factors",
            "lacuna:rv-Risk_Factors",
            "lower-case letters",
        ),
    ],
    "sources/relatyv-spasm-twitch/differences.trig": [
        (
            "difference:spasm-twitch-terms",
            "symptom:muscle-twitch",
            "symptom:muscle-spasm",
            "Both sides of this",
        ),
        ("difference:spasm-twitch-duration", "mg:order 2", "mg:order 1", "has the same mg:order"),
    ],
    "care/quinine.trig": [
        (
            "care-advice:quinine-not-routine",
            'mg:publisherName "MHRA" ;',
            "",
            "Advice from an article needs",
        ),
        ("care-advice:quinine-bleeding-signs", "mg:urgent", "mg:soon", "Say how soon"),
    ],
    "agents.ttl": [
        ("agent:steven-levin", ", prov:Person", "", "Say what kind of agent it is"),
        (
            "agent:david-colquhoun",
            "mg:role",
            'mg:role "critic" ; mg:role',
            "what the agent is or does",
        ),
    ],
    "evidence/articles/publications.trig": [
        ("publication:pmid-2521794", '"2521794"', '"2521795"', "PMID and IRI differ"),
        ("publication:pmid-16788337", "mg:year 2006", "mg:year 2007", "mg:year is not the year"),
        (
            "publication:pmid-22341057",
            '"2012-03"',
            '"March 2012"',
            "as precisely as the record does",
        ),
        ("publication:pmid-18606558", "mg:journalArticle", "mg:paper", "in which form it appeared"),
    ],
    "evidence/articles/studies.trig": [
        ("study:nederhand-2006", "mg:prospectiveCohort", "mg:cohort", "Say with one design"),
        (
            "study:maigne-2012",
            "mg:sampleSize 185",
            'mg:sampleSize "185"',
            "how many people were studied",
        ),
        (
            "study:szeto-2009",
            "mg:sampleSize",
            "mg:trialCount 4 ; mg:sampleSize",
            "includes no studies",
        ),
    ],
    "evidence/articles/lines.trig": [
        (
            "evidence-line:schwellnus-2011--dehydration-causes-cramp",
            "mg:readFrom mg:secondaryReport",
            "mg:readFrom mg:abstract",
            "A line of the layer mg:articles is about a study the articles cite",
        ),
        (
            "evidence-line:schwellnus-2011--electrolyte-loss-causes-cramp",
            "mg:layer mg:articles",
            "mg:layer mg:all",
            "mg:all is for verdicts only",
        ),
    ],
    "evidence/beyond/articles-reread.trig": [
        (
            "evidence-line:schwellnus-2011--dehydration-causes-cramp--2",
            "mg:replaces evidence-line:schwellnus-2011--dehydration-causes-cramp",
            "mg:replaces evidence-line:schwellnus-2011--electrolyte-loss-causes-cramp",
            "The line that is replaced is of another study or claim",
        ),
        (
            "evidence-line:schwellnus-2011--ironman-crampers-not-dehydrated--2",
            "mg:replaces evidence-line:schwellnus-2011--ironman-crampers-not-dehydrated ;",
            "",
            "The articles have a line of this study on this claim",
        ),
    ],
    "evidence/beyond/magnesium.trig": [
        (
            "publication:garrison-2020",
            'prism:doi "10.1002',
            'prism:doi "https://doi.org/10.1002',
            "A DOI begins with 10.",
        ),
        (
            "publication:garrison-2012",
            "mg:current",
            "mg:retracted",
            "A retracted or withdrawn publication",
        ),
        (
            "study:garrison-2020",
            "mg:trialCount",
            "mg:includes study:garrison-2020 ; mg:trialCount",
            "This link leads back to the study itself",
        ),
        (
            "finding:garrison-2020-responders",
            'mg:ciHigh "1.29" ;',
            "",
            "together and in this order",
        ),
        (
            "finding:garrison-2020-per-week",
            "mg:isNull true",
            "mg:isNull false",
            "contradict each other",
        ),
        (
            "finding:garrison-2012-percent-change",
            "dcterms:source publication:garrison-2012 ;",
            "",
            "A worthwhile difference needs",
        ),
        (
            "evidence-line:garrison-2020--magnesium-prevents-cramp-older-adults",
            "mg:disputes",
            "mg:refutes",
            "Say which way the study points",
        ),
        (
            "evidence-line:garrison-2020--magnesium-prevents-pregnancy-cramp",
            "mg:inconsistency",
            "mg:indirectness",
            "Indirectness is said by mg:directness",
        ),
        (
            "evidence-line:garrison-2012--magnesium-prevents-cramp-older-adults",
            "mg:reason",
            "mg:certainty mg:high ; mg:reason",
            "A strength, weight or certainty is never typed in",
        ),
    ],
    "evidence/beyond/stretching.trig": [
        (
            "finding:hallegraeff-2012-frequency",
            '"-1.2"',
            "-1.2",
            "a number in quotes with a plain minus",
        ),
        (
            "finding:hallegraeff-2012-severity",
            '"-1.3"',
            '"1.3"',
            "The effect lies outside its interval",
        ),
        (
            "evidence-line:hallegraeff-2012--stretching-prevents-night-cramp",
            "mg:claim claim:stretching-prevents-night-cramp",
            "mg:claim claim:stretching-eases-discomfort",
            "The IRI of this line is not that of its study and claim",
        ),
        (
            "evidence-line:hallegraeff-2012--stretching-eases-discomfort",
            "mg:abstract",
            "mg:summary",
            "Say what was read",
        ),
        (
            "evidence-line:coppin-2005--stretching-eases-discomfort",
            "finding:coppin-2005-severity",
            "finding:hallegraeff-2012-severity",
            "This finding is of another study",
        ),
    ],
    "evidence/beyond/harms.trig": [
        ("harm:quinine-blood-reactions", "mg:seriousHarm", "mg:severe", "Say how severe it is"),
        ("harm:quinine-boxed-warning", "mg:regulatoryWarning", "mg:warning", "Say how it is known"),
    ],
    "evidence/beyond/searches.trig": [
        ("search:beyond-magnesium-numbers", "mg:verification", "mg:curiosity", "Say what for"),
    ],
    "mappings/mesh.sssom.tsv": [
        ("symptom:back-pain\t", "semapv:Manual", "Manual", "The column mapping_justification is"),
    ],
    "verdict-rules.ttl": [
        (
            "rule:cap-low",
            "mg:parameterValue 2",
            'mg:parameterValue "2"',
            "Give the number without quotes",
        ),
    ],
    "dataset.ttl": [
        (
            "<https://w3id.org/musclegraph/>",
            '"2026-11-22"^^xsd:date',
            '"2026-11-22"',
            "Give the day the curation stands at",
        ),
    ],
    "claims/muscle-tone.ttl": [
        (
            "claim:tone-is-measurable",
            "",
            "claim:tone-is-measurable a mg:Claim .\n",
            "This node has two blocks in one file",
        ),
    ],
}

UNREADABLE = [
    (
        "claims/dehydration.ttl",
        "mg:predicate mg:causes ;",
        "mg:predicate mg:causes",
        "mg:object symptom:muscle-cramp",
        "not valid RDF",
    ),
    ("claims/care.ttl", "@prefix symptom:", "@prefix s:", "mg:subject symptom:", "prefix"),
    ("claims/palpation.ttl", '"@en ;', "@en ;", "skos:prefLabel", "not valid RDF"),
    (
        "claims/strain.ttl",
        "claim:strain-without-fatigue a",
        "claim:strain-without fatigue a",
        "claim:strain-without fatigue a",
        "not valid RDF",
    ),
    (
        "concepts/causes.ttl",
        'mg:inventoryId "cause.stress" .',
        'mg:inventoryId "cause.stress"',
        "cause:anxiety a",
        "not valid RDF",
    ),
    (
        "concepts/symptoms.ttl",
        "skos:broader symptom:",
        "skos:broader <symptom ",
        "skos:broader <symptom",
        "not valid RDF",
    ),
    ("concepts/scopes.ttl", '"@en', '"@en-', '"@en-', "not valid RDF"),
    (
        "sources/painscience-cramps/gaps.trig",
        "GRAPH <",
        "GRAPH ",
        "GRAPH ",
        "not valid RDF",
    ),
    (
        "sources/painscience-cramps/gaps.trig",
        "graph/source/painscience-cramps>",
        "graph/source/painscience>",
        "",
        "is in the graph",
    ),
    (
        "evidence/beyond/magnesium.trig",
        "graph/evidence/beyond>",
        "graph/evidence/articles>",
        "",
        "is in the graph",
    ),
    ("care/quinine.trig", "GRAPH <", "mg:a mg:b mg:c .\nGRAPH <", "", "is in the graph"),
    ("mappings/hpo.sssom.tsv", "\tHP:", "\thp:", "\thp:", "not an IRI and not prefix:name"),
    (
        "mappings/hpo.sssom.tsv",
        "\tobject_label",
        "\tlabel_of_object",
        "\tlabel_of_object",
        "lacks the column object_label",
    ),
    (
        "agents.ttl",
        "agent:paul-ingraham a",
        "agent:paul-ingraham b",
        "agent:paul-ingraham b",
        "not valid RDF",
    ),
]
