"""What is answered on changed inputs: pinned pages, columns, replies and files, each with changes that move
it over the edges of rules. changed.jsonl names the inputs and has the digest of each answer."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.answers.cases import FILES, PAGES, columns
from benchmarks.answers.changes import changed, changed_file
from benchmarks.answers.shapes import digest, whole
from benchmarks.answers.written_lines import text_readings
from benchmarks.answers.written_scripts import readings
from benchmarks.pages import NOW
from extraction.combine import combine, extract_file
from extraction.explain import explain
from extraction.files import read_file
from extraction.listing.candidates import is_candidate, is_report_like, may_be_report
from extraction.listing.leftovers import left_over
from extraction.markup.errors import ExtractionFailed
from extraction.markup.page import read_page
from extraction.navigation import is_report_text, own_score, survey
from extraction.reading import extract
from extraction.response.response_outcome import judge_response
from extraction.works.authority import RELATIONS
from extraction.works.change import compare_documents
from extraction.works.lineage import histories
from extraction.works.marking import marked, merged
from extraction.works.reuse import sketch
from records import Annex, Decision, Extraction, FileReading, Observation, Sighting
from replica.files import WRITERS

PINNED = Path(__file__).with_name("changed.jsonl")
LISTS = Path(__file__).parents[2] / "tests" / "extraction" / "pages"
ROLES = ("home", "list", "detail", "catalogue")
STATUSES = (200, 200, 200, 203, 204, 301, 304, 401, 403, 404, 405, 410, 412, 429, 500, 502, 503, 521)
TYPES = (
    "text/html",
    "",
    "application/json",
    "text/xml",
    "application/pdf",
    "image/png",
    "application/octet-stream",
)
ASKED = ("{}", "{}", "http://www.yunxi.gov.cn/", "http://fz.yunxi.gov.cn/a/", "http://www.example.com/a.html")
TITLE = "云溪县2023年法治政府建设年度报告"


@dataclass(frozen=True, slots=True)
class Base:
    """An input before it is changed. ask answers on its bytes, with the chance that changed them."""

    payload: bytes
    url: str
    change: Callable[[bytes, Random], bytes]
    ask: Callable[["Base", bytes, Random], Any]


def answer(base: str, seed: int) -> str:
    """The answer on one changed input as text; of one that is refused the reason."""
    one, rng = bases()[base], Random(f"{base} {seed}")
    try:
        return whole(one.ask(one, one.change(one.payload, rng), rng))
    except ExtractionFailed as reason:
        return f"refused: {reason}"


def pinned_changes() -> dict[str, dict[str, str]]:
    """The pinned digests, by the names of the bases and the numbers of their changes."""
    lines = PINNED.read_text(encoding="utf-8").splitlines() if PINNED.exists() else []
    return {base: seeds for line in lines for base, seeds in json.loads(line).items()}


def pin_changes() -> None:
    """Writes the digests of today in place of the pinned ones."""
    lines = [
        json.dumps({base: {seed: digest(answer(base, int(seed))) for seed in seeds}}, ensure_ascii=False)
        + "\n"
        for base, seeds in pinned_changes().items()
    ]
    PINNED.write_text("".join(lines), encoding="utf-8")


@cache
def bases() -> dict[str, Base]:
    return dict(_bases())


def _bases() -> Iterator[tuple[str, Base]]:
    for folder, at in PAGES.items():
        for line in (at / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            truth = json.loads(line)
            path = at / truth["file"]
            yield f"{folder}/{path.stem}", Base(path.read_bytes(), truth["url"], _page, _of_page)
    for name, url, payload in columns():
        yield name, Base(payload, url, _page, _of_page)
    for known in sorted(LISTS.glob("*/*/*.expected.json")):
        path = next(
            one for one in known.parent.glob(known.name.replace("expected.json", "*")) if one != known
        )
        url = json.loads(known.read_text(encoding="utf-8")).get("url", "")
        yield f"{known.parent.name}/{path.name}", Base(path.read_bytes(), url, _page, _of_page)
    text = "\n".join(extract(*_first_report(), now=NOW).body_text.split("\n")[:30]).encode()
    for path in sorted(FILES.iterdir()):
        if path.suffix not in (".html", ".jsonl", ".pdf", ".rar"):
            yield path.name, Base(path.read_bytes(), path.name, changed_file, _of_file)
    for ending in WRITERS:
        yield f"written.{ending}", Base(text, f"{TITLE}.{ending}", _page, _of_written)
    yield "lines", Base(b"", "", _page, lambda base, payload, rng: text_readings(rng, NOW))
    yield "scripts", Base(b"", "", _page, lambda base, payload, rng: readings(rng))
    yield "histories", Base(b"\n".join(text.split(b"\n")[3:12]), "", _page, _of_histories)


def _first_report() -> tuple[bytes, str]:
    at = PAGES["gold"]
    truth = json.loads((at / "gold.jsonl").read_text(encoding="utf-8").partition("\n")[0])
    return (at / truth["file"]).read_bytes(), truth["url"]


def _page(payload: bytes, rng: Random) -> bytes:
    try:
        text, codec = payload.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, codec = payload.decode("gb18030", "replace"), "gb18030"
    return changed(text, rng).encode(codec, "xmlcharrefreplace")


def _of_page(base: Base, payload: bytes, rng: Random) -> Any:
    """A page as an article, as a list, as an answer to a request, and with files."""
    asked, status, kind = rng.choice(ASKED).format(base.url), rng.choice(STATUSES), rng.choice(TYPES)
    outcomes = [judge_response(base.url, base.url, 200, "text/html", payload, role) for role in ROLES]
    outcomes += [
        judge_response(asked, base.url, status, kind, payload, role, retry_after=True) for role in ROLES
    ]
    page = read_page(payload, base.url)
    seen = survey(page, ("法治政府建设",), rng.choice((0, 30, 60)))
    links = seen.listing.links
    found = extract(payload, base.url, now=NOW)
    return (
        outcomes,
        found,
        explain(page, found),
        seen,
        left_over(page, links, rng.randrange(2) == 0),
        own_score(page),
        is_report_text(page, seen),
        [(is_candidate(link.title), is_report_like(link), may_be_report(link)) for link in links],
        _combined(found, base.url, rng),
        compare_documents(_before(base), found) if len(found.body_text) < 20_000 else (),
    )


def _before(base: Base) -> Extraction:
    try:
        return extract(base.payload, base.url, now=NOW)
    except ExtractionFailed:
        return extract("<p>空</p>".encode(), now=NOW)


def _combined(found: Extraction, url: str, rng: Random) -> Extraction:
    """The page with less of its text, and files that hold some."""
    lengths = (0, 0, 40, 149, 150, 151, 499, 500, 501, 5000)
    names = (
        TITLE + ".docx",
        "解读.doc",
        "附件.pdf",
        "报告",
        (found.title or "") + ".wps",
        "2023年度总结.v1.docx",
    )
    files = {}
    for attached in found.attachments:
        text = f"{rng.choice(('', TITLE, '解读'))}\n{found.body_text[: rng.choice(lengths)]}"
        member = FileReading("4", rng.choice(("docx", "image")), text, name=rng.choice(names))
        inner = (member, replace(member, name=rng.choice(names))) if rng.randrange(3) == 0 else ()
        files[attached.url] = replace(member, members=inner, text="" if inner else text)
    less = replace(found, body_text=found.body_text[: rng.choice(lengths)])
    return combine(less, files, url=url, now=NOW)


def _of_file(base: Base, payload: bytes, _: Random) -> Any:
    reading = read_file(payload, base.url)
    return reading, extract_file(reading, base.url, url=f"http://www.yunxi.gov.cn/files/{base.url}", now=NOW)


def _of_written(base: Base, text: bytes, rng: Random) -> Any:
    ending = base.url.rpartition(".")[2]
    return _of_file(base, WRITERS[ending]([TITLE], text.decode("utf-8", "replace").split("\n")), rng)


def _of_histories(base: Base, text: bytes, rng: Random) -> Any:
    """Some pages over some crawls, with versions of a text."""
    texts = {
        "": "",
        "a": base.payload.decode(),
        "b": text.decode(),
        "c": text.decode()[: rng.randrange(3000)],
    }
    texts["d"] = changed(texts["b"], rng)
    pages = [
        f"http://{host}/{n}.html"
        for n, host in enumerate(("www.a.gov.cn", "fz.a.gov.cn", "b.gov.cn", "c.cn"))
    ]
    sightings = []
    for crawl in range(rng.choice((1, 2, 4, 7))):
        for url in rng.sample(pages, rng.choice((1, 2, 3, 4))):
            outcome = rng.choice(("read", "read", "read", "gone", "unproven"))
            held = rng.choice("abcd") if outcome == "read" else ""
            seen = Observation(
                url, f"{crawl} {url} {held}", str(crawl), NOW + timedelta(days=crawl, minutes=rng.randrange(9)), outcome,
                digest(texts[held]) if held else "", NOW.date() if rng.randrange(2) else None,
                (Annex(url + ".doc", "附件", rng.choice("xy"), "1"),) if rng.randrange(3) == 0 else (), rng.choice(RELATIONS),
            )  # fmt: skip
            sightings.append(
                Sighting(
                    seen,
                    outcome == "read" and rng.randrange(9) > 0,
                    rng.choice(("330282", "330282", None)),
                    rng.choice((2023, 2023, 2024)),
                    rng.choice(("云溪县人民政府", None)),
                    rng.choice(("county", "department")),
                )  # fmt: skip
            )
    decisions = [
        Decision(
            rng.choice(pages),
            rng.choice(("carries", "separate", "no_report")),
            "330282-2023",
            "",
            NOW.date(),
            "",
        )
        for _ in range(rng.choice((0, 0, 1)))
    ]
    decided = [replace(one, report_id="") if one.decision != "carries" else one for one in decisions]
    one, other = texts["b"][:600], texts["d"][:600]
    found = histories(sightings, lambda capture: texts[capture.rpartition(" ")[2]], decided)
    return found, marked(one, other), merged(one, other), sketch(texts["d"])
