"""Write the second gold: blind/pages from blind/cases, the same bytes each time.

A case is a TOML head, a line of dashes and a page. In the page {{body}} is the report in the case's
dress, {{body 0:5 word}} some of its lines in another, and [[+ … +]] is HTML whose text belongs to the body
too: the true body is what these say, in their order. Everything else is furniture.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.blind import chrome
from benchmarks.blind.dress import dress
from benchmarks.blind.prose import news, report

HERE = Path(__file__).parent / "blind"
CASE = re.compile(r"^##### (\S+)\n(.*?)^-----\n(.*?)(?=^##### |\Z)", re.M | re.S)
MARKUP = re.compile(r"\[\[\+(.*?)\+\]\]|\{\{(\w+)([^{}]*)\}\}", re.S)
UNSEEN = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.S | re.I)
FACTS = {"kind": "report", "issuer": None, "issuer_level": None, "adcode": None, "report_year": None}


class _Page:
    """One case while it is written: what it says so far and which lines are its body."""

    def __init__(self, name: str, case: dict[str, Any]) -> None:
        self.case = case
        self.rng = Random(name)
        self.body: list[str] = []
        self.place: str = case.get("place", "本县")
        self.lines = self._lines()

    def _lines(self) -> list[str]:
        if "text" in self.case:
            return list(self.case["text"])
        if "news" in self.case:
            return news(self.rng, self.place, self.case["news"])
        themes, sentences = self.case.get("size", [4, 3])
        style, us = self.case.get("style", "plain"), self.case.get("us", "我县")
        return report(self.rng, us, self.case.get("report_year") or 2024, themes, sentences, style)

    def piece(self, markup: re.Match[str]) -> str:
        kept, verb, rest = markup.groups()
        if kept is not None:
            self.body.append(unescape(UNSEEN.sub("", kept)))
            return str(kept)
        words = rest.split()
        if verb in ("body", "again"):
            return self._body(words, count=verb == "body")
        if verb == "title":
            return str(self.case["title"])
        if verb == "head":
            return chrome.head(
                self.rng, self.case.get("head", self.case["title"]), self.case.get("metas", [])
            )
        if verb == "teasers":
            return "".join(f"<li><a href='#'>{t}</a></li>" for t in chrome.teasers(self.rng, self.place, 4))
        if verb == "crumb":
            return chrome.crumb(self.rng, self.place, rest.strip() or "正文")
        if verb == "widget":
            return chrome.widget(words[0], self.rng, self.place)
        made = {"header": chrome.header, "side": chrome.side, "footer": chrome.footer}[verb]
        return made(int(words[0]), self.rng, self.place)

    def _body(self, words: list[str], count: bool) -> str:
        span = next((word for word in words if ":" in word), ":")
        kind = next((word for word in words if ":" not in word), self.case.get("dress", "plain"))
        first, last = (int(end) if end else None for end in span.split(":"))
        lines = self.lines[first:last]
        if count:
            self.body += lines
        return dress(kind, lines, self.rng)


def make(name: str, head: str, page: str) -> tuple[bytes, dict[str, Any]]:
    """The bytes of a page and its truth."""
    case = tomllib.loads(head)
    made = _Page(name, case)
    html = MARKUP.sub(made.piece, page)
    body = "\n".join(line.strip() for part in made.body for line in part.splitlines() if line.strip())
    seen = UNSEEN.sub("", html)
    marks = [
        *chrome.MARKS,
        *chrome.teasers(Random(0), made.place, len(chrome.TEASERS)),
        *case.get("marks", []),
    ]
    truth = {
        "file": f"{name}.html",
        "url": case["url"],
        "title": case["title"],
        "pub_date": str(case["date"]) if "date" in case else None,
        "source": case.get("source"),
        **{fact: case.get(fact, usual) for fact, usual in FACTS.items()},
        "boilerplate": [mark for mark in marks if mark in seen and mark not in body],
        "body_text": body,
        "note": case.get("note", ""),
    }
    truth |= {number: case[number] for number in ("doc_number", "index_number") if number in case}
    truth["is_report"] = truth["kind"] == "report"
    if not truth["is_report"]:
        truth["report_year"] = None
    return html.encode(case.get("encoding", "utf-8")), truth


def read_cases() -> Iterator[tuple[str, str, str]]:
    """Name, head and page of every case."""
    for path in sorted((HERE / "cases").glob("*.txt")):
        yield from CASE.findall(path.read_text(encoding="utf-8"))


def main() -> None:
    pages = HERE / "pages"
    truths = []
    for name, head, page in read_cases():
        payload, truth = make(name, head, page)
        (pages / truth["file"]).write_bytes(payload)
        truths.append(truth)
    lines = (
        json.dumps(truth, ensure_ascii=False) + "\n" for truth in sorted(truths, key=lambda t: str(t["file"]))
    )
    (pages / "gold.jsonl").write_text("".join(lines), encoding="utf-8")
    print(f"{len(truths)} pages")


if __name__ == "__main__":
    main()
