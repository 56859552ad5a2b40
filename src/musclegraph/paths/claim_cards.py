"""The boxes of a claim's picture: a source, a study, the verdict, the harms."""

from __future__ import annotations

from collections import Counter

from musclegraph.core.names import slug
from musclegraph.core.terms import Direction, Directness
from musclegraph.paths import wording
from musclegraph.paths.cards import Card, Line, boxed
from musclegraph.paths.views import ClaimView, HarmView, Judgement, LineView, SourceView, Voice

_MOST_VOICES = 4


def source_card(source: SourceView, room: float) -> Card:
    """Return where a source stands, in whose voice, and whether it sells what it speaks of."""
    stands = f"{source.made_by} {wording.STANDS[source.stands]}"
    said = Counter(map(_said, source.voices))
    lines = [
        Line(text=stands, size=15, is_bold=True, mark=source.stands),
        Line(text=source.title, size=12, tone="soft", gap=2),
        *(
            Line(text=f"{text} ({places}\u00a0places)" if places > 1 else text, size=12.5, gap=2)
            for text, places in list(said.items())[:_MOST_VOICES]
        ),
    ]
    if any(voice.calls_it_myth for voice in source.voices):
        lines.append(Line(text="Calls it a myth", size=12.5, gap=2))
    if source.has_stake:
        text = "Sells what the claim is about"
        lines.append(Line(text=text, size=12.5, tone="harm", mark="interest", gap=3))
    hover = " ".join(voice.gist for voice in source.voices)
    return boxed(lines, Card(id=f"source-{slug(source.iri)}", width=room, hover=hover))


def verdict_card(judgement: Judgement, room: float) -> Card:
    """Return what the studies add up to: sign, word, certainty, how easily it changes."""
    standing = judgement.standing
    headline, plain = wording.VERDICTS[standing.result]
    dots, sure = wording.certainty(standing)
    tone = wording.TONES.get(standing.result, "plain")
    ink = "" if tone == "plain" else tone
    sign = standing.result or ""
    # Where no study counts there is none to lose, and the plain words have said so.
    fragility = "" if standing.is_open else judgement.fragility
    lines = (
        Line(text=headline, size=23, is_bold=True, tone=ink, mark=sign),
        Line(text=plain, size=14, gap=4),
        Line(text=sure, size=14, mark=dots or "", is_bold=True, gap=5),
        Line(text=fragility, size=13, mark="hangs", most=5, gap=7),
    )
    hover = judgement.explanation
    return boxed(lines, Card(id="verdict", width=room, tone=tone, is_heavy=True, hover=hover))


def why_card(reasons: str, room: float) -> Card:
    """Return the reasons of a verdict, as the rules give them."""
    lines = (
        Line(text="Why", size=14, is_bold=True),
        Line(text=reasons, size=13, most=9, gap=2),
    )
    return boxed(lines, Card(id="why", width=room))


def study_card(shown: LineView, judgement: Judgement, room: float) -> Card:
    """Return a study: who, what, how many, what was read of it, and what to know before trust."""
    name, rest = wording.name_and_rest(shown.study_label)
    struck = bool(shown.left_out)
    lines = [
        Line(text=name, size=14.5, is_bold=True, is_struck=struck, most=3),
        Line(text=rest, size=12.5, is_struck=struck),
        Line(text=wording.design(shown), size=12.5, gap=3),
        Line(text=wording.READ[shown.read_from], size=12.5, tone="soft", gap=1),
        *(Line(text=text, size=12.5, tone="soft", gap=1) for text in wording.caveats(shown)),
    ]
    if shown.interest:
        text = f"Competing interest: {shown.interest}"
        lines.append(Line(text=text, size=12.5, tone="harm", mark="interest", gap=3))
    if shown.study in judgement.critical:
        text = "The verdict hangs on it"
        lines.append(Line(text=text, size=12.5, tone="conflict", mark="hangs", gap=3))
    shape = Card(
        id=slug(shown.iri),
        width=room,
        tone="plain" if shown.direction is Direction.NEUTRAL else shown.direction,
        hover=shown.reason,
        is_dashed=shown.directness is Directness.INDIRECT,
        is_heavy=shown.study in judgement.rests_on,
        is_bare=bool(wording.weightless(shown)),
    )
    return boxed(lines, shape)


def harms_card(harms: tuple[HarmView, ...], room: float) -> Card:
    """Return the warning: every harm, the serious ones first."""
    lines = []
    for harm in harms:
        head = f"{'Serious harm' if harm.is_serious else 'Harm'}. {harm.label}"
        lines.append(Line(text=head, size=14, is_bold=True, mark="warning", tone="harm", gap=3))
        lines.append(Line(text=harm.gist, size=13, most=3, indent=24.8))
    return boxed(lines, Card(id="harms", width=room, tone="harm", is_heavy=True))


def ordered(view: ClaimView, direction: Direction) -> list[LineView]:
    """Return the lines of a direction: first what the verdict rests on, last what is left out."""
    rests = view.judgement.rests_on
    return sorted(
        (line for line in view.lines if line.direction is direction),
        key=lambda line: (
            bool(line.left_out),
            line.is_remark or not line.weighs,
            line.study not in rests,
            line.study_label,
            line.iri,
        ),
    )


def study_cards(view: ClaimView, direction: Direction, room: float, most: int) -> list[Card]:
    """Return the studies of a direction, at most `most` and the number of the rest; one if none."""
    lines = ordered(view, direction)
    if not lines:
        return [ghost(f"{direction}-none", room, "None in this selection.")]
    # A box that says "and 1 more" would take the place of that one.
    shown = lines if len(lines) == most + 1 else lines[:most]
    cards = [study_card(line, view.judgement, room) for line in shown]
    if rest := len(lines) - len(shown):
        cards.append(ghost(f"{direction}-more", room, wording.more(rest)))
    return cards


def warning(is_there: bool) -> Line:
    """Return the word of warning that stands wherever a treatment's verdict does; empty if none."""
    text = "Serious harm known" if is_there else ""
    return Line(text=text, size=12.5, tone="harm", mark="warning", is_bold=True, gap=3)


def ghost(name: str, room: float, text: str) -> Card:
    """Return a box for what is not there, or not drawn."""
    shape = Card(id=name, width=room, is_ghost=True, is_centred=True)
    return boxed([Line(text=text, size=13, tone="soft")], shape)


def _said(voice: Voice) -> str:
    verb = wording.STANDS[voice.position].capitalize()
    if voice.quoted:
        return f"{verb}, quoting {voice.quoted}"
    return (
        f"{verb}, summing up a study" if voice.is_summary else f"{verb} in the author's own voice"
    )
