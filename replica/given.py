"""Given texts in place of composed ones: reads a report text with page furniture around it.

The furniture's own lines tell title, dates, 文号, 索引号 and source; what they do not tell stays None. The
place of the text in its site (column and address) is that of the site's report of the same year.
"""

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from replica.holdings import Document
from replica.site import Filing, Site

# A line of prose: long, and with a full stop, which no line of furniture has.
PROSE_LENGTH = 60
# What follows a text: the QR code's caption and the site's menu.
AFTER = re.compile(r"^扫一扫")
LABELS = r"(?:索\s*引\s*号|公文种类|发布机构|成文日期|发布日期|发布时间|信息时间|名称|文\s*号|主题词|分类|来源|选择阅读字号)"
SIGNED = re.compile(r"^(20\d\d)年(\d{1,2})月(\d{1,2})日$")


class TextRefused(ValueError):
    """A given text that cannot be served; the message names the file and the reason."""


def read_given(folder: Path, sites: tuple[Site, ...]) -> dict[str, tuple[Document, ...]]:
    """The reports of all .txt files in a folder, by division code. Raises TextRefused."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise TextRefused(f"{folder}: no .txt files")
    found: dict[str, dict[int, Document]] = {}
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise TextRefused(f"{path}: not UTF-8 text") from error
        site = _site_of(text, sites)
        if site is None:
            raise TextRefused(f"{path}: none of the replica's governments is named in it")
        document = _read(path, text, site)
        reports = found.setdefault(site.adcode, {})
        if document.report_year in reports:
            raise TextRefused(f"{path}: a second report of {site.place} for {document.report_year}")
        reports[document.report_year or 0] = document
    return {adcode: tuple(reports.values()) for adcode, reports in found.items()}


def _site_of(text: str, sites: tuple[Site, ...]) -> Site | None:
    """The site whose place is named most often."""
    counts = [max(text.count(mark) for mark in site.marks) for site in sites]
    return sites[counts.index(max(counts))] if any(counts) else None


def _read(path: Path, text: str, site: Site) -> Document:
    lines = [re.sub(r"[\s\u00a0]+", " ", line).strip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    start = next((i for i, line in enumerate(lines) if _is_prose(line)), None)
    if start is None:
        raise TextRefused(f"{path}: no line of prose in it")
    end = next((i for i, line in enumerate(lines) if i > start and AFTER.match(line)), len(lines))
    head, body = lines[:start], lines[start:end]
    title = _title(head)
    year = _year("".join(title) + body[0])
    if year is None:
        raise TextRefused(f"{path}: no report year in its title or first line")
    filing = next((f for f in site.filings if f.year == year and not f.issuer), None)
    if filing is None:
        raise TextRefused(f"{path}: {site.place} has no address for a report for {year}")
    return _document(site, filing, title, "\n".join(head), body)


def _is_prose(line: str) -> bool:
    return re.match(r"一、", line) is not None or (len(line) >= PROSE_LENGTH and "。" in line)


def _title(head: list[str]) -> tuple[str, ...]:
    """The line that speaks of 法治政府建设 and is no label; a space in it is a line break on the page."""
    for line in head:
        if "法治政府建设" in line and not re.search(rf"{LABELS}\s*[:：]", line):
            return tuple(line.split(" "))
    return ()


def _lines_with(head: str, title: tuple[str, ...]) -> int:
    return sum(line == " ".join(title) for line in head.split("\n")) if title else 0


def _year(text: str) -> int | None:
    found = re.search(r"(20\d\d)年", text)
    return int(found[1]) if found else None


def _value(head: str, label: str) -> str | None:
    """What is after a label, up to the next label or the end of the line."""
    found = re.search(rf"{label}\s*[:：]\s*(.*?)\s*(?={LABELS}\s*[:：]|[】]|$)", head, re.MULTILINE)
    return found[1].strip() or None if found else None


def _document(site: Site, filing: Filing, title: tuple[str, ...], head: str, body: list[str]) -> Document:
    published = _value(head, "发布日期") or _value(head, "发布时间") or _value(head, "信息时间")
    moment = re.search(r"(\d{4}-\d\d-\d\d)[ ]?(\d\d:\d\d)?", head) if published else None
    signature = SIGNED.match(body[-1])
    signed = date(*map(int, signature.groups())) if signature else None
    filed = datetime.fromisoformat(filing.published)
    published_at = datetime.fromisoformat(f"{moment[1]} {moment[2] or '00:00'}") if moment else None
    named = site.issuer in "".join(title) or any(line.endswith(site.issuer) for line in body[-2:])
    document = Document(
        kind="report",
        number=filing.number,
        column=filing.column,
        title=title,
        list_title="".join(title) or f"{filing.year}年法治政府建设年报",
        lines=tuple(body),
        listed_on=(published_at or filed).date(),
        published_at=published_at,
        timed=bool(moment and moment[2]),
        report_year=filing.year,
        issuer=site.issuer if named else None,
        level="county",
        signed_on=signed,
        doc_number=_value(head, r"文\s*号"),
        index_number=_value(head, r"索\s*引\s*号"),
        source=_value(head, "(?<!信息)来源") or _value(head, "信息来源"),
        publisher=_value(head, "发布机构"),
        defects=("title_repeated_in_text",) if _lines_with(head, title) > 1 else (),
        headings=tuple(line for line in body if re.match(r"[一二三四五六七八九十]+、", line)),
    )
    written = _value(head, "成文日期")
    return replace(document, signed_on=signed or (date.fromisoformat(written) if written else None))
