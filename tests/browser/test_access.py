"""Every kind of page, for everyone: axe, narrow screens, dark screens."""

import pytest
from axe_playwright_python.sync_playwright import Axe

KINDS = [
    "/",
    "/claim/dehydration-causes-cramp",
    "/treatment/quinine",
    "/study/schwellnus-2011",
    "/publication/pmid-21148567",
    "/source/relatyv-spasm-twitch",
    "/statement/ps-dehydration-causes-cramp-1",
    "/compare",
    "/cite?of=claim:dehydration-causes-cramp",
    "/graph/verdicts",
    "/zzz/leg-cramps",
    "/claims?result=supported",
    "/myths",
    "/disagreements",
    "/rules",
    "/check",
    "/questions",
    "/questions/gaps-of-source",
    "/query",
    "/data",
    "/find?q=cramp",
]
DARK = KINDS[:3]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}
# YASGUI breaks rules of its own; the plain form below it is the accessible way.
EDITOR = {"exclude": [["#yasgui"]]}


def _violations(page):
    found = Axe().run(page, context=EDITOR, options=OPTIONS).response["violations"]
    return {one["id"]: [node["target"] for node in one["nodes"]][:3] for one in found}


@pytest.mark.parametrize(("scheme", "paths"), [("light", KINDS), ("dark", DARK)])
def test_no_barrier(open_page, scheme, paths):
    """Axe finds nothing on any kind of page, light or dark."""
    page = open_page("/", color_scheme=scheme)
    found = {}
    for path in paths:
        page.goto(path)
        if violations := _violations(page):
            found[path] = violations
    assert not found


def test_ontology_has_no_barrier(open_page):
    """Nor on the page of the ontology; one of its parts stands for all, for they are long."""
    page = open_page("/ns")
    rest = "document.querySelectorAll('main section:nth-of-type(n + 2)')"
    page.evaluate(f"{rest}.forEach(one => one.remove())")
    assert not _violations(page)


def test_marked_text_has_no_barrier(open_page):
    """Nor on a text that was checked."""
    page = open_page("/check")
    page.fill("#text", "Athletes cramp because they drink too little. Quinine stops night cramps.")
    page.click("text=Check it")
    assert not _violations(page)


def test_editor_in_the_dark(open_scripted, shoot):
    """On a dark screen the editor is dark too, and each of its words can be read."""
    page = open_scripted("/query?example=contested-claims", color_scheme="dark")
    page.wait_for_selector("#yasgui[data-ready]")
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr table tbody tr")
    shoot(page, "editor-dark")
    options = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
    found = Axe().run(page, context={"include": [["#yasgui"]]}, options=options).response
    assert found["passes"]
    assert [node["html"] for one in found["violations"] for node in one["nodes"]] == []


def test_narrow_screen(open_page, shoot):
    """At 320 pixels nothing is wider than the screen, and what is pressed is big enough."""
    page = open_page("/", viewport={"width": 320, "height": 640})
    wide = []
    for path in KINDS:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)
    assert not wide
    page.goto(KINDS[1])
    shoot(page, "claim-narrow")
