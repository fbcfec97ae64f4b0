"""The page on which figures are decided: every decision is kept with name and reason, and nothing hostile
gets in."""

import csv
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape

import pytest
from jinja2 import Environment
from starlette.testclient import TestClient

from benchmarks.figures.panel import load
from flows.commands.figures_verb.page import HERE, TEMPLATE, review_app
from flows.pipeline.figure_stage import figures
from replica import figures_corpus
from storage.paths import DataDir
from storage.publishing.publish import publish_set

FIELD = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">')


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """An archive with two generated reports of 420322, their figures read."""
    data = DataDir(tmp_path_factory.mktemp("review"))
    load(data, list(figures_corpus(1, range(2023, 2025), 1)))
    figures(data)
    publish_set(data, datetime(2026, 1, 2, tzinfo=UTC))
    return data


@pytest.fixture
def data(published: DataDir) -> Iterator[DataDir]:
    yield published
    published.figure_decisions.unlink(missing_ok=True)


@pytest.fixture
def page(data: DataDir) -> TestClient:
    return TestClient(
        review_app(data, "420322-2023", [], "R. Viewer"), base_url=f"http://{HERE}", follow_redirects=False
    )


def first_form(page: TestClient) -> dict[str, str]:
    text = page.get("/").text
    article = text[text.index("<article") : text.index("</article>")]
    return {name: unescape(value) for name, value in FIELD.findall(article)}


def test_a_decision_is_kept_and_the_figure_is_gone(page: TestClient, data: DataDir) -> None:
    form = first_form(page)
    answer = page.post("/decide", data=form | {"decision": "correct", "value": "12", "reason": "读错了"})
    assert answer.status_code == 303
    with data.figure_decisions.open(encoding="utf-8", newline="") as lines:
        kept = list(csv.DictReader(lines))[-1]
    assert (kept["decision"], kept["value"], kept["reason"], kept["decided_by"]) == (
        "correct",
        "12",
        "读错了",
        "R. Viewer",
    )
    assert kept["sentence"] == form["sentence"]
    assert first_form(page) != form


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"token": "forged"}, 403),
        ({"reason": ""}, 400),
        ({"decision": "correct", "value": ""}, 400),
        ({"decision": "delete"}, 400),
        ({"printed": "999999"}, 404),
        ({"reason": "x" * 70_000}, 413),
    ],
)
def test_what_makes_no_sense_is_said_and_not_kept(
    page: TestClient, data: DataDir, change: dict[str, str], status: int
) -> None:
    form = first_form(page) | {"decision": "accept", "reason": "read it"} | change
    before = data.figure_decisions.read_bytes() if data.figure_decisions.exists() else b""
    assert page.post("/decide", data=form).status_code == status
    assert before == (data.figure_decisions.read_bytes() if data.figure_decisions.exists() else b"")


def test_another_host_is_refused_and_nothing_runs(page: TestClient) -> None:
    assert page.get("/", headers={"host": "evil.example"}).status_code == 400
    answer = page.get("/?start=" + "9" * 40)
    assert answer.status_code == 200 and "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_hostile_sentence_is_shown_as_it_is_written() -> None:
    row = dict.fromkeys(
        ("name", "code", "value", "unit", "printed", "after", "report_id", "scope", "period", "rule"), "x"
    )
    row |= {"confidence": "1", "sentence": '"><script>alert(1)</script>', "before": "<img onerror=x>"}
    text = (
        Environment(autoescape=True)
        .from_string(TEMPLATE)
        .render(rows=[row], left=1, total=1, start=0, size=1)
    )
    assert "<script" not in text and "<img" not in text and "&lt;img onerror=x&gt;" in text
