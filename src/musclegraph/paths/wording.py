"""What the closed sets of the ontology are called in a picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from musclegraph.core.terms import Certainty, Direction, Directness, Position, ReadFrom, Result
from musclegraph.paths.views import LineView, Standing, StudyView

VERDICTS: Mapping[Result | None, tuple[str, str]] = {
    Result.SUPPORTED: ("Supported", "Studies bear it out."),
    Result.CONTRADICTED: ("Contradicted", "Studies speak against it."),
    Result.CONFLICTING: ("Conflicting", "Studies do not agree."),
    Result.INSUFFICIENT: ("Insufficient", "Too little evidence to say."),
    Result.NOT_ASSESSED: ("Not assessed", "No study here that carries weight has tested it."),
    Result.NOT_APPLICABLE: ("No verdict", "A matter of words or advice: no study settles it."),
    None: ("No verdict", "None has been computed for this data."),
}
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
TONES: Mapping[Result | None, str] = {
    Result.SUPPORTED: "supports",
    Result.CONTRADICTED: "disputes",
    Result.CONFLICTING: "conflict",
}
READ: Mapping[ReadFrom, str] = {
    ReadFrom.FULL_TEXT: "Full text read",
    ReadFrom.ABSTRACT: "Only the abstract read",
    ReadFrom.SECONDARY_REPORT: "Known from a report by others",
}
SIDES: Mapping[Direction, str] = {
    Direction.SUPPORTS: "Studies that support it",
    Direction.DISPUTES: "Studies that dispute it",
    Direction.NEUTRAL: "Studies that point neither way",
}
STANDS: Mapping[Position, str] = {
    Position.ASSERTS: "asserts it",
    Position.DENIES: "denies it",
    Position.HEDGES: "hedges",
}


def certainty(standing: Standing) -> tuple[Certainty | None, str]:
    """Return the dots and the words for how sure a verdict is."""
    if standing.leaning:
        return None, f"Leans towards {standing.leaning.words}."
    if standing.certainty:
        return standing.certainty, f"{standing.certainty.words} certainty"
    return None, ""


def design(study: LineView | StudyView) -> str:
    """Return how a study was made and how big it is; numbers stay with their words."""
    parts = [f"{study.design[0].upper()}{study.design[1:]}"]
    if study.trial_count:
        one, many = ("trial", "trials") if "trial" in study.design else ("study", "studies")
        parts.append(f"{study.trial_count}\u00a0{one if study.trial_count == 1 else many}")
    if study.sample_size:
        parts.append(f"n\u00a0=\u00a0{study.sample_size:,}")
    return ", ".join(parts)


def caveats(line: LineView) -> list[str]:
    """Return what to know before trusting a line."""
    is_indirect = line.directness is Directness.INDIRECT
    indirect = "Indirect: not quite what the claim says" if is_indirect else ""
    return [text for text in (weightless(line), indirect) if text]


def weightless(line: LineView) -> str:
    """Return why a line weighs nothing; empty if it weighs something."""
    if line.left_out:
        return f"{line.left_out.capitalize()}: counts for nothing"
    if line.is_remark:
        return "A remark in passing: weighs nothing"
    return "" if line.weighs else "A design that weighs nothing here"


def name_and_rest(label: str) -> tuple[str, str]:
    """
    Split the label of a study into author and year, and what it was.

    >>> name_and_rest("Schwellnus 2011: cohort of Ironman triathletes")
    ('Schwellnus 2011', 'Cohort of Ironman triathletes')
    """
    name, colon, rest = label.partition(": ")
    return (name, rest[0].upper() + rest[1:]) if colon and rest else (label, "")


def unsaid(explanation: str, elsewhere: Iterable[str]) -> str:
    """
    Return the sentences of `explanation` that no text of `elsewhere` says already.

    >>> unsaid("Two trials agree. Harm on record: it scalds skin.", ["It scalds skin."])
    'Two trials agree.'
    """
    said = [_folded(sentence) for text in elsewhere for sentence in _SENTENCES.split(text)]
    said = [sentence for sentence in said if sentence]
    left = (
        sentence
        for sentence in _SENTENCES.split(explanation)
        if not any(one in _folded(sentence) for one in said)
    )
    return " ".join(left)


def _folded(sentence: str) -> str:
    return sentence.strip(" .").casefold()


def inline(name: str) -> str:
    """
    Return a name as it stands within a sentence; abbreviations keep their capitals.

    >>> inline("Muscle cramp"), inline("TRP agonist drink")
    ('muscle cramp', 'TRP agonist drink')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def more(count: int) -> str:
    """
    Return the words for what is not drawn.

    >>> more(7)
    'and 7 more'
    """
    return f"and {count} more"
