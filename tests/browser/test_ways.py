"""The ways of a clinician, a writer, a developer; by keyboard alone; without scripts; in print."""

import re
from xml.etree import ElementTree

CLAIM = "/claim/dehydration-causes-cramp"
DRAFT = (
    "Athletes cramp because they drink too little.\n\n"
    "Electrolyte loss is what causes cramps in sport. We went for a walk."
)


def test_clinician_from_lay_name_to_study(open_page, shoot):
    """A lay name leads to the concept with its red flags, on to a claim and to its study."""
    page = open_page("/")
    shoot(page, "front")
    page.fill("#ask", "charley horse")
    page.wait_for_selector("datalist option", state="attached")
    page.press("#ask", "Enter")
    assert page.url.endswith("/symptom/muscle-cramp")
    assert page.locator("section.flags li").first.is_visible()
    shoot(page, "symptom")
    page.click("text=Quinine reduces muscle cramps")
    assert page.locator(".harms").first.is_visible()
    shoot(page, "claim-with-harms")
    page.click(".study-name a >> nth=0")
    assert page.locator("#impact").is_visible()
    shoot(page, "study")


def test_writer_from_draft_to_citation(open_page, shoot):
    """A pasted draft is marked; the contradiction leads to the claim, which says how to cite it."""
    page = open_page("/check")
    page.fill("#text", DRAFT)
    page.click("text=Check it")
    assert page.locator("mark.contradicted").count() == 1
    shoot(page, "checker")
    page.check(".filter [value=contradicted]")
    assert not page.locator(".note.contested").first.is_visible()
    page.click(".note.contradicted a[href^='/claim/']")
    assert "Contradicted" in page.inner_text("#verdict")
    assert page.url.rpartition("/claim/")[2] in page.inner_text(".citation")


def test_developer_from_query_to_its_address(open_page, shoot):
    """A named question is taken into the plain form, run, and its address gives the same again."""
    page = open_page("/query?example=contested-claims", java_script_enabled=False)
    page.click("text=Run it")
    rows = page.locator("table.rows tbody tr").count()
    assert rows > 2
    again = open_page(page.url, java_script_enabled=False)
    assert again.locator("table.rows tbody tr").count() == rows


def test_editor_runs_a_query(open_scripted, shoot):
    """The editor asks our endpoint and shows the rows; it asks nobody else."""
    page = open_scripted("/query?example=contested-claims")
    page.wait_for_selector("#yasgui[data-ready]")
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr table tbody tr")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, "editor")
    page.click(".yasr table a[href$='#hedge'] >> nth=0")
    page.wait_for_url("**/ns#hedge")


def test_answers_are_drawn(open_scripted, shoot):
    """Rows that link nodes are a graph, rows with numbers a chart that writes each of them out."""
    page = open_scripted("/query?example=studies-by-year")
    page.wait_for_selector("#yasgui[data-ready]")
    page.click(".yasqe_queryButton")
    page.click(".yasr .select_chart")
    page.wait_for_selector(".bars rect")
    rows = page.locator(".bars tr").count()
    assert rows == page.locator(".bars rect").count() > 2
    shoot(page, "chart")
    page.click(".yasr .select_graph")
    page.wait_for_selector(".yasr .graph[data-ready]")
    shoot(page, "drawn")


def test_neighbours_can_be_moved_about(open_scripted, shoot):
    """The graph of neighbours takes the place of the picture and says what it is."""
    page = open_scripted("/condition/exercise-cramp")
    page.wait_for_selector("#graph[data-ready]")
    page.click("text=Closer")
    page.locator("#graph").scroll_into_view_if_needed()
    shoot(page, "neighbours")


def test_reader_objects(open_page, objections, shoot):
    """What a reader holds against a verdict is kept for the curators, and the page says so."""
    page = open_page(CLAIM)
    page.click("text=Object to this verdict")
    page.click("button:text-is('Object')")  # what is missing is asked for first
    assert not any(objections.iterdir())
    page.fill("#reason", "A cohort of rowers is missing; it found no difference in weight.")
    page.fill("#name", "A reader")
    page.fill("#interest", "none")
    shoot(page, "objection")
    page.click("button:text-is('Object')")
    page.wait_for_selector("text=Your objection lies with the curators")
    (kept,) = objections.iterdir()
    assert "A cohort of rowers is missing" in kept.read_text()


def test_reader_follows_what_moved(open_page, shoot):
    """The front page says which verdict moved and why; the feed says the same and leads there."""
    page = open_page("/")
    assert "became" in page.inner_text("#new + ul li >> nth=0")
    page.goto("/data")
    page.locator("text=A feed").scroll_into_view_if_needed()
    with page.expect_response("**/v1/changes?format=atom") as answer:
        page.click("text=A feed")
    links = ElementTree.fromstring(answer.value.body()).iterfind("{*}entry/{*}link")
    found = next(link.get("href") for link in links if link.get("href").endswith(CLAIM))
    page.goto(found.replace("https://w3id.org/musclegraph", ""))
    assert "Conflicting" in page.inner_text("#verdict")


def test_keyboard_alone(open_page):
    """By keyboard: skip to the page, search, tick a study, judge again."""
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "ask"
    page.keyboard.type("Does dehydration cause exercise cramps?")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{CLAIM}")
    box = page.locator("[value='study:johnson-connolly']")
    for _ in range(80):
        page.keyboard.press("Tab")
        if box.evaluate("box => box === document.activeElement"):
            break
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) != "none"
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**without=*")
    assert "Contradicted" in page.inner_text("#verdict")


def test_without_scripts(open_page):
    """With scripts off: search, verdict, what-if and check all work."""
    page = open_page("/", java_script_enabled=False)
    page.fill("#ask", "Does dehydration cause exercise cramps?")
    page.press("#ask", "Enter")
    assert page.url.endswith(CLAIM)
    page.check("[value='study:johnson-connolly']")
    page.click("text=Judge without the ticked studies")
    assert "Contradicted" in page.inner_text("#verdict")
    page.goto("/check")
    page.fill("#text", DRAFT)
    page.click("text=Check it")
    assert page.locator("mark").count() == 2


def test_print_of_a_claim(open_page):
    """A claim prints on one page, with date, version and PMIDs, without the controls."""
    page = open_page(CLAIM)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.emulate_media(media="print")
    shown = page.inner_text("body")
    assert re.search(r"PMID \d+", shown)
    assert "As of 2026" in shown
    assert "Version" in shown
    assert not page.locator("header nav").is_visible()
    assert not page.locator(".tick").first.is_visible()


def test_every_red_flag_is_printed(open_page):
    """On paper nothing can be opened, so that nothing that calls for a doctor is folded away."""
    page = open_page("/condition/exercise-cramp")
    assert not page.locator(".flags li").last.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".flags li").last.is_visible()
