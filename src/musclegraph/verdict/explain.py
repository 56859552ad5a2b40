"""A verdict in sentences for a clinician, from the words of the rules that fired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from musclegraph.core.model import FiredRule, Fragility, Harm, Study, Verdict, WeighedLine
from musclegraph.core.names import slug
from musclegraph.core.terms import Direction, Result
from musclegraph.verdict.case import Case
from musclegraph.verdict.words import list_words, name_of, people_in

_WHY = ("r4", "r5", "r6", "r8")


def explain(case: Case, found: Verdict, fragility: Fragility, harms: Iterable[Harm] = ()) -> str:
    """Return the whole explanation: answer, harms, studies, comparison, what hangs on what."""
    if found.result is Result.NOT_APPLICABLE:
        return _answer(case, found)
    parts = [
        _answer(case, found),
        *(say_harm(case, harm) for harm in harms),
        *_studies(case, found),
        *(_say(case, rule) for rule in found.fired if rule.rule in ("r9", "r10")),
        *_beside(case, found),
        fragility.sentence if fragility.sets or found.rests_on else "",
        *_scope(case),
    ]
    return " ".join(part for part in parts if part)


def reasons(case: Case, found: Verdict) -> list[str]:
    """Return one sentence for each rule that fired, in the order of the rules."""
    said = {(rule.rule.upper(), _say(case, rule)): None for rule in found.fired}
    return [f"{number}: {sentence}" for number, sentence in said]


def say_harm(case: Case, harm: Harm) -> str:
    """Return a harm as a sentence."""
    gist = (harm.gist or harm.label).rstrip(".")
    return case.rules.say(f"harm.{harm.severity}", harm=gist)


def _answer(case: Case, found: Verdict) -> str:
    phrase = f"result.{found.result}"
    if found.leaning:
        phrase = f"{phrase}.{found.leaning}"
    if found.result is Result.NOT_ASSESSED and (case.as_of or found.weighed):
        phrase = f"{phrase}.{'light' if found.weighed else 'then'}"
    certainty = found.certainty.words if found.certainty else ""
    return case.rules.say(phrase, certainty=certainty)


def _studies(case: Case, found: Verdict) -> Iterator[str]:
    """Tell of each independent study on each side, the winning side first."""
    silent = {rule.about for rule in found.fired if rule.rule == "r7"}
    told: set[tuple[str, str]] = set()
    for line in sorted(found.weighed, key=lambda line: _place(line, found)):
        if not line.level or line.line in silent:
            continue
        if (line.group, line.direction) not in told:
            told.add((line.group, line.direction))
            yield _study(case, line, found)


def _place(line: WeighedLine, found: Verdict) -> tuple[int, int, str]:
    first = Direction.SUPPORTS
    if Result.CONTRADICTED in found.direction:
        first = Direction.DISPUTES
    sides = [first, *(way for way in Direction if way is not first)]
    return sides.index(line.direction), -line.level, line.line


def _study(case: Case, line: WeighedLine, found: Verdict) -> str:
    study = case.evidence.studies[line.study]
    why = [
        case.rules.say(rule.phrase, **dict(rule.details))
        for rule in found.fired
        if rule.about == line.line and rule.rule in _WHY
    ]
    # A predicate that denies a link has words of its own: to support it is to find none.
    own = f"result.found.{slug(case.claim.predicate)}.{line.direction}"
    common = f"result.found.{case.claim.question.topic}.{line.direction}"
    found_words = own if own in case.rules.phrases else common
    return case.rules.say(
        "result.studyBecause" if why else "result.study",
        design=case.rules.design(study.design),
        study=name_of(study) + people_in(study),
        found=case.rules.say(found_words),
        reasons=list_words(why),
        level=case.rules.words_for(line.level),
    )


def _beside(case: Case, found: Verdict) -> Iterator[str]:
    """Tell of what is shown and not weighed: left out, without weight, spoken for by others."""
    weighing = {line.study for line in found.weighed if line.level}
    together: dict[str, list[FiredRule]] = {}
    for rule in found.fired:
        if rule.phrase == "r1.replaced" or rule.rule not in ("r1", "r7"):
            continue
        if rule.phrase == "r1.undatedToday" and rule.about not in weighing:
            continue
        # Studies left out for one reason share a sentence; every other case has its own.
        shared = rule.phrase if rule.rule == "r1" else f"{rule.phrase} {rule.about}"
        together.setdefault(shared, []).append(rule)
    yield from (_say_all(case, rules) for rules in together.values())
    light = sorted({line.study for line in found.weighed} - weighing)
    if light:
        ways = {line.study: line.direction.words for line in found.weighed}
        named = [f"{_with_design(case, case.evidence.studies[iri])}, {ways[iri]}" for iri in light]
        yield case.rules.say("result.unweighed", studies="; ".join(named))


def _scope(case: Case) -> Iterator[str]:
    if case.view == "articles":
        yield case.rules.say("result.articles")
    if case.as_of:
        yield case.rules.say("result.asOf", day=case.as_of.isoformat())
    yield case.rules.say("result.scope")


def _with_design(case: Case, study: Study) -> str:
    return f"{name_of(study)} ({case.rules.design(study.design)})"


def _say_all(case: Case, rules: list[FiredRule]) -> str:
    """Return one sentence for rules that differ only in their study."""
    if len(rules) == 1 or case.rules.phrases[rules[0].phrase].endswith("."):
        return " ".join(_say(case, rule) for rule in rules)
    names = list_words([_named(case, rule)["study"] for rule in rules])
    clause = case.rules.say(rules[0].phrase)
    return case.rules.template(rules[0].rule, clause=clause, study=names)


def _say(case: Case, rule: FiredRule) -> str:
    """Return a fired rule as a sentence: its clause in the rule's template, or by itself."""
    words = _named(case, rule)
    text = (
        case.rules.say(rule.phrase, **words)
        if rule.phrase in case.rules.phrases
        else case.rules.template(rule.rule, **words)
    )
    return text if text.endswith(".") else case.rules.template(rule.rule, clause=text, **words)


def _named(case: Case, rule: FiredRule) -> Mapping[str, str]:
    studies = case.evidence.studies
    line = case.evidence.lines.get(rule.about)
    about = studies.get(line.study if line else rule.about)
    details = {
        key: name_of(studies[value]) if value in studies else value for key, value in rule.details
    }
    return {"study": _name(about), **details}


def _name(study: Study | None) -> str:
    return name_of(study) if study else ""
