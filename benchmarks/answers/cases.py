"""What is asked: pages, the columns of strange sites, files, sentences with figures. Each case has a name and
an answer."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.answers.shapes import shape
from benchmarks.figures.sentences import SENTENCES, load
from benchmarks.pages import NOW
from extraction.combine import extract_file
from extraction.explain import explain
from extraction.figures.reading import read_figures
from extraction.files import read_file
from extraction.listing.leftovers import left_over
from extraction.markup.errors import ExtractionFailed
from extraction.markup.page import read_page
from extraction.navigation import own_score, survey
from extraction.reading import extract
from replica.strange import StrangeWeb
from replica.strange.catalogue import FIRST
from replica.strange.parts import Part
from replica.strange.site import StrangeSite
from replica.web import parse_request

HERE = Path(__file__).parents[1]
PAGES = {"gold": HERE / "gold", "blind": HERE / "blind" / "pages", "wild": HERE / "blind_wild" / "pages"}
FILES = HERE / "blind_wild" / "files"
SENTENCES_A_CASE = 10
VERSIONS = ("extractor_version", "reader_version", "rule_version")


class Case(NamedTuple):
    """Something to be asked: which kind, its name within the kind, and how it is answered."""

    kind: str
    name: str
    ask: Callable[[], Any]

    def answer(self) -> Any:
        """The answer as JSON; of a page that is refused the reason."""
        try:
            return self.ask()
        except ExtractionFailed as reason:
            return {"refused": str(reason)}


def cases() -> Iterator[Case]:
    """All cases, the same in every run."""
    for folder, at in PAGES.items():
        for line in (at / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            truth = json.loads(line)
            path = at / truth["file"]
            yield Case("pages", f"{folder}/{path.stem}", partial(_of_page, path, truth["url"]))
    for kind, parts in FIRST.of.items():
        for part in parts.values():
            yield Case("sites", f"{kind}:{part.name}", partial(_of_part, part))
    for path in sorted(FILES.iterdir()):
        if path.suffix not in (".html", ".jsonl"):
            yield Case("files", path.name, partial(_of_file, path))
    for path in SENTENCES:
        texts = [record["text"] for record in load(path)]
        for first in range(0, len(texts), SENTENCES_A_CASE):
            name = f"{path.stem.removeprefix('sentences_')}-{first:03}"
            yield Case("figures", name, partial(_of_texts, texts[first : first + SENTENCES_A_CASE]))


def _of_texts(texts: list[str]) -> Any:
    return [shape(read_figures(text)) for text in texts]


def _of_page(path: Path, url: str) -> Any:
    """A page as an article, as a list and as a place that leads on."""
    payload = path.read_bytes()
    found = extract(payload, url, now=NOW)
    page = read_page(payload, url)
    seen = survey(page)
    return _plain(
        {
            "article": shape(found),
            "explained": shape(explain(page, found)),
            "seen": shape(seen),
            "left_over": shape(left_over(page, seen.listing.links)) if seen.role != "detail" else "",
            "own_score": own_score(page),
        }
    )


def columns() -> Iterator[tuple[str, str, bytes]]:
    """Name, address and bytes of the columns and home pages of the strange sites."""
    for kind, parts in FIRST.of.items():
        for part in parts.values():
            if site := _site_with(part):
                for name, path in (("column", site.column), ("home", "/")):
                    url = f"http://{site.host}{path}"
                    yield f"{kind}:{part.name}/{name}", url, _body(site, url)


def _site_with(part: Part) -> StrangeSite | None:
    web = StrangeWeb(hosts=4, only=(f"{part.kind}:{part.name}",))
    return next((site for site in web.sites.values() if part.kind in site.parts), None)


def _of_part(part: Part) -> Any:
    """The column and the home page of a site that has this part, and the first report it lists."""
    site = _site_with(part)
    if site is None:
        return {}
    home = f"http://{site.host}"
    answers = {"column": _of_column(site, home + site.column), "home": _of_column(site, home + "/")}
    entry = next((entry for entry in site.entries if entry.kind == "report"), None)
    if entry is not None and part.kind in (
        "details",
        "furniture",
        "encoding",
        "titles",
        "stranger",
        "addresses",
    ):
        url = home + site.address(entry).target
        answers["article"] = _plain(shape(extract(_body(site, url), url, now=NOW)))
    return answers


def _of_column(site: StrangeSite, url: str) -> Any:
    try:
        page = read_page(_body(site, url), url)
    except ExtractionFailed as reason:
        return {"refused": str(reason)}
    seen = survey(page)
    return _plain({"seen": shape(seen), "left_over": shape(left_over(page, seen.listing.links, True))})


def _body(site: StrangeSite, url: str) -> bytes:
    response = site.respond(parse_request("GET", url, b"", {}))
    return response.body if response else b""


def _of_file(path: Path) -> Any:
    reading = read_file(path.read_bytes(), path.name)
    found = extract_file(reading, path.name, url=f"http://www.yunxi.gov.cn/files/{path.name}", now=NOW)
    return _plain({"reading": shape(reading), "article": shape(found)})


def _plain(answer: Any) -> Any:
    """Without versions and without what is empty."""
    if not isinstance(answer, dict):
        return answer
    return {
        key: inner
        for key, part in answer.items()
        if key not in VERSIONS and (inner := _plain(part)) not in ({}, "", None)
    }
