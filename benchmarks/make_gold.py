"""Make the gold: pages of every platform whose truth is known because we wrote them.

    python -m benchmarks.make_gold        # writes benchmarks/gold/*.html and gold.jsonl, the same each time

A case (cases/<family>.toml) says what is special about a page; templates/ hold the platforms, prose.py the
text, dress.py how an editor's program writes it, furniture.py what is around it. Pages that no template
fits are written by hand: they are in gold/ with their truth in by_hand.jsonl.
"""

import html
import json
import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from string import Template
from typing import Any

from benchmarks.chrome import EXTRAS, attachments, crumbs, footer, navigation, portal
from benchmarks.dress import DRESSES, text_of
from benchmarks.furniture import INFO, Piece, metadata
from benchmarks.prose import STORIES, Block, Subject, counts
from benchmarks.score import squeeze

HERE = Path(__file__).parent
GOLD = HERE / "gold"
BEFORE = {"clock", "slogan", "accessibility", "hot", "app", "popup", "tree"}
ASIDE = {"sidebar", "frozen_related", "other_sites"}
FULL_WIDTH = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}
# The share of pages with the mega menu of a portal, which makes real pages as long as they are.
BULKY = 0.4
CHINA = timezone(timedelta(hours=8))
BLOCK_TAG = re.compile(r"</?(?:p|br|div)\b[^>]*>\n?")


@dataclass(frozen=True)
class Case:
    """One page: what it says (truth) and how it says it."""

    family: str
    name: str
    template: str
    url: str
    title: str
    place: str
    we: str
    year: int
    kind: str = "report"  # "" where the right name is open to debate
    story: str = "report"
    size: int = 5
    dress: str = "paragraphs"
    shown_title: str | None = None
    page_title: str | None = None
    adcode: str | None = None
    issuer: str | None = None
    level: str | None = None
    published: str | None = None
    shown_date: str = ""
    source: str = ""
    info: str = "labels"
    metadata: str = ""
    fields: list[list[str]] = field(default_factory=list)
    doc_number: str | None = None
    index_number: str | None = None
    site_name: str = ""
    site_code: str = "0000000000"
    meta: dict[str, str] = field(default_factory=dict)
    meta_tags: bool = True
    salute: str = ""
    sign: list[str] = field(default_factory=list)
    head_blocks: list[list[str]] = field(default_factory=list)
    inline_end: str = ""
    names: str = ""
    annex: bool = False
    fullwidth: bool = False
    one_line: bool = False
    html_twice: bool = False
    extras: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    encoding: str = "utf-8"
    declared: str = "utf-8"
    unasked: list[str] = field(default_factory=list)
    note: str = ""

    @property
    def file(self) -> str:
        return f"{self.family}-{self.name}.html"


def read_cases() -> list[Case]:
    """All cases, by family and in the order they are in."""
    found: list[Case] = []
    for path in sorted((HERE / "cases").glob("*.toml")):
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [Case(family=listed["family"], **case) for case in listed["case"]]
    return found


def compose(case: Case, dice: Random) -> list[Block]:
    """The text of the page, with what its author typed above and below it."""
    blocks = STORIES[case.story](dice, Subject(case.place, case.we, case.year), case.size)
    head = [Block(role, text) for role, text in case.head_blocks]
    if case.salute:
        head.append(Block("salute", case.salute))
    if case.names:
        blocks.append(Block("p", case.names))
    if case.inline_end:
        blocks[-1] = Block("p", blocks[-1].text + case.inline_end)
    tail = [Block("sign", line) for line in case.sign]
    if case.annex:
        tail += [
            Block("p", "附表：2024年执法数据"),
            Block("table", rows=counts(dice, ("许可", "处罚", "检查"))),
        ]
    whole = head + blocks + tail
    if case.fullwidth:
        whole = [Block(b.role, b.text.translate(FULL_WIDTH), b.rows) for b in whole]
    return whole


def write_head(case: Case, site: str, dice: Random) -> str:
    """Charset, mandated tags (with what is wrong about them) and <title>."""
    tags = {
        "SiteName": site,
        "SiteDomain": "www.example.gov.cn",
        "SiteIDCode": case.site_code,
        "ColumnName": "法治政府建设",
        "ColumnType": "信息公开",
        "ArticleTitle": case.title,
        "PubDate": case.shown_date,
        "ContentSource": case.source,
    }
    tags |= case.meta
    lines = [f'<meta http-equiv="Content-Type" content="text/html; charset={case.declared}">']
    usual = dice.choice((case.title, case.title, f"{case.title}_{site}", f"{case.title}-法治政府建设-{site}"))
    lines.append(f"<title>{usual if case.page_title is None else case.page_title}</title>")
    if case.meta_tags:
        lines += [f'<meta name="{name}" content="{value}">' for name, value in tags.items()]
    return "\n".join(lines)


def detail_json(case: Case, body: str) -> str:
    """The article as the Guangdong catalogue keeps it inside a script: tags escaped, instants in seconds."""
    shown = datetime.fromisoformat(case.shown_date).replace(tzinfo=CHINA)
    detail = {
        "id": 1854461,
        "title": case.title,
        "identifier": case.index_number,
        "document_number": "",
        "publisher": case.issuer or f"{case.place}人民政府",
        "date": int(shown.timestamp()) - 86400,
        "display_publish_time": int(shown.timestamp()),
        "first_publish_time": int(shown.timestamp()),
        "source": "",
        "content": body,
        "attachment": [],
    }
    return (
        json.dumps(detail, ensure_ascii=False, separators=(",", ":"))
        .replace("<", "\\u003C")
        .replace(">", "\\u003E")
    )


def write_page(case: Case) -> tuple[bytes, dict[str, Any]]:
    """The bytes of the page and its truth."""
    dice = Random(case.file)
    chrome = Random(case.file + " chrome")
    site = case.site_name or f"{case.place}人民政府"
    blocks = compose(case, dice)
    body = DRESSES[case.dress](blocks)
    if case.one_line:
        body = "<p>" + BLOCK_TAG.sub("", body).replace("\n", "") + "</p>"
    file_shape = {"trs": "trs", "vsb": "vsb", "hanweb": "jpaas"}.get(case.family, "list")
    single = {
        "top": navigation(site),
        "crumb": _crumb(case, dice),
        "info": INFO[case.info](case.shown_date, case.source),
        "metadata": metadata(case.metadata, [(label, value) for label, value in case.fields]),
        "files": attachments(case.files, file_shape),
        "footer": footer(site, case.site_code),
    }
    pieces = _extras(case, chrome)
    inside = [EXTRAS[name]() for name in case.inside]
    slots = {name: piece.html for name, piece in single.items()}
    slots |= {name: "\n".join(piece.html for piece in group) for name, group in pieces.items()}
    slots |= {
        "head": write_head(case, site, dice),
        "title": html.escape(case.title) if case.shown_title is None else case.shown_title,
        "shown_date": case.shown_date,
        "source": case.source,
        "body": body + "\n".join(piece.html for piece in inside),
        "detail": detail_json(case, body) if case.template == "gkmlpt_json" else "",
    }
    if case.html_twice:
        # The header is an included page of its own, with its own end.
        slots["top"] += "\n</body>\n</html>"
    template = Template((HERE / "templates" / f"{case.template}.html").read_text(encoding="utf-8"))
    page = template.substitute(slots)
    shown = [*single.values(), *inside, *(piece for group in pieces.values() for piece in group)]
    marks = {mark for piece in shown for mark in piece.marks if squeeze(mark) in squeeze(page)}
    marks |= set(case.marks)
    return page.encode(case.encoding), truth_of(case, text_of(blocks), sorted(marks))


def _crumb(case: Case, dice: Random) -> Piece:
    names = [
        "首页",
        "政务公开",
        "法定主动公开内容",
        dice.choice(("法治政府建设年度报告", "工作报告", "正文", case.title)),
    ]
    between = dice.choice((">", " >> ", "->", " / "))
    return crumbs(names, between, dice.choice(("当前位置：", "您所在的位置：", "")))


def _extras(case: Case, chrome: Random) -> dict[str, list[Piece]]:
    """What stands around the article, by place."""
    pieces: dict[str, list[Piece]] = {"before": [], "after": [], "side": []}
    if chrome.random() < BULKY:
        pieces["before"].append(portal(chrome))
    for name in case.extras:
        place = "before" if name in BEFORE else "side" if name in ASIDE else "after"
        pieces[place].append(EXTRAS[name]())
    return pieces


def truth_of(case: Case, body_text: str, marks: list[str]) -> dict[str, Any]:
    is_report = case.kind == "report"
    truth: dict[str, Any] = {
        "file": case.file,
        "url": case.url,
        "family": case.family,
        "title": case.title,
        "pub_date": case.published,
        "source": case.source or typed_source(case),
        "kind": case.kind or None,
        "is_report": is_report,
        "report_year": case.year if is_report else None,
        "issuer": case.issuer,
        "issuer_level": case.level,
        "adcode": case.adcode,
        "doc_number": case.doc_number,
        "index_number": case.index_number,
        "boilerplate": marks,
        "body_text": body_text,
        "note": case.note,
    }
    check(truth)
    return {name: value for name, value in truth.items() if name not in case.unasked}


def typed_source(case: Case) -> str | None:
    """What the author typed as （来源：…）, where no line above the text says it."""
    return case.inline_end.removeprefix("（来源：").removesuffix("）") or None


def check(truth: dict[str, Any]) -> None:
    """Boilerplate that is in the text would be a contradiction."""
    for mark in truth["boilerplate"]:
        if squeeze(mark) in squeeze(truth["body_text"]):
            raise ValueError(f"{truth['file']}: {mark!r} is called boilerplate and stands in the text")


def by_hand() -> list[dict[str, Any]]:
    lines = (HERE / "by_hand.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def main() -> None:
    truths = by_hand()
    for truth in truths:
        check(truth)
    for case in read_cases():
        page, truth = write_page(case)
        (GOLD / case.file).write_bytes(page)
        truths.append(truth)
    truths.sort(key=lambda truth: truth["file"])
    lines = (json.dumps(truth, ensure_ascii=False) for truth in truths)
    (GOLD / "gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(truths)} pages in {GOLD.relative_to(HERE.parent)}")


if __name__ == "__main__":
    main()
