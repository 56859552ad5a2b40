"""The checker: marks, notes and reports, and that the text stays with the one who sent it."""

import json

TEXT = (
    "Athletes cramp because they drink too little.\r\n\r\n"
    "Quinine works well for night cramps. We went for a walk & <b>slept</b>."
)


def test_text_is_marked_with_evidence_beside_it(reader):
    """Each sentence with a claim is marked, has its outcome in words, its claim and its harms."""
    page = reader.post("/check", data={"text": TEXT})
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert '<mark class="contested" id="s1">Athletes cramp because they drink too little.' in (
        page.text
    )
    assert '<a href="/claim/quinine-reduces-cramp">' in page.text
    assert "Serious: Quinine: life-threatening blood reactions" in page.text
    assert "&lt;b&gt;slept&lt;/b&gt;" in page.text
    assert "<b>slept" not in page.text
    assert "[^1]: Contested" in page.text


def test_reports_can_be_taken_away(reader):
    """The linter's report comes as HTML, SARIF and JSON, as a file."""
    for report in ("html", "sarif", "json"):
        answer = reader.post("/check", data={"text": TEXT, "download": report})
        assert answer.status_code == 200
        assert f"report.{report}" in answer.headers["content-disposition"]
    assert json.loads(answer.text)


def test_wrong_forms_are_refused(reader):
    """A report, a layer or a form that the page does not offer is refused; so is other media."""
    for wrong in ({"download": "pdf"}, {"layer": "mine"}, {"form": "docx"}):
        assert reader.post("/check", data={"text": TEXT, **wrong}).status_code == 400
    assert reader.post("/check", json={"text": TEXT}).status_code == 415
    assert reader.post("/check", data={"text": "x" * 200_000}).status_code == 413


def test_text_is_not_logged(reader, caplog):
    """Neither the log nor a page that is kept holds the text."""
    with caplog.at_level("INFO", "musclegraph"):
        reader.post("/check", data={"text": "Secret: quinine works."})
    assert "Secret" not in caplog.text
    assert "Secret" not in reader.get("/check").text
