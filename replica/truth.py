"""The truth of a night as JSON values: what a perfect crawl and a perfect cleaner would find."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from replica import nights
from replica.holdings import Document
from replica.internet import Internet, Website
from replica.zoo import Zoo
from replica.zoo.truth import zoo_truth


def truth(
    night: int,
    texts: Path | str | None = None,
    zoo: Zoo | None = None,
    bodies: bool = False,
    varied: bool = False,
) -> dict[str, Any]:
    """Every government with its reports and near-misses, and what changed since the night before.

    Titles are without white space; a report whose text is in a file has its kind, name and address;
    body_text is lines joined by a newline; fields are null where the
    page does not say. Raises given.TextRefused. With a zoo it is the zoo's truth (replica.zoo.truth),
    which has body_text only where bodies are asked for. varied is that of the five sites: a figure is then
    told in full (replica.prose.Mention), by its code as name.
    """
    if zoo is not None:
        return zoo_truth(night, zoo, bodies)
    internet = Internet(night, Path(texts) if texts is not None else None, varied)
    changes = _changes(varied) if night == 2 and not internet.given else []
    governments = [_government(website) for website in internet.websites.values()]
    return {"night": night, "governments": governments, "changes": changes}


def _government(website: Website) -> dict[str, Any]:
    site, dialect = website.site, website.dialect
    reports = [document for document in website.documents if document.kind == "report"]
    paths = {document.column for document in reports if document.level == "county"}
    columns = [column for column in site.columns if column.path in paths]
    return {
        "site_id": site.site_id,
        "adcode": site.adcode,
        "host": site.host,
        "homepage": site.homepage,
        "name": site.name,
        "issuer": site.issuer,
        "column_urls": [dialect.column_address(column) for column in columns],
        "list_pages": [address for column in columns for address in dialect.list_addresses(column)],
        "reports": [_report(website, document) for document in reports],
        "near_misses": [
            {"url": _address(website, document), "title": document.list_title, "kind": document.kind}
            for document in website.documents
            if document.kind not in ("report", "everyday")
        ],
    }


def _address(website: Website, document: Document) -> str:
    return website.dialect.absolute(website.dialect.document_path(document))


def _report(website: Website, document: Document) -> dict[str, Any]:
    return {
        "report_year": document.report_year,
        "title": re.sub(r"\s+", "", "".join(document.title)) or None,
        "url": _address(website, document),
        "issuer": document.issuer,
        "issuer_level": document.level,
        "published_on": document.published_at.date().isoformat() if document.published_at else None,
        "signed_on": document.signed_on.isoformat() if document.signed_on else None,
        "doc_number": document.doc_number,
        "index_number": document.index_number,
        "source": document.source,
        "headings": list(document.headings),
        "body_text": "\n".join(document.lines),
        "figures": _figures(document),
        "file": _file(website, document) if document.file else None,
        "defects": list(document.defects),
    }


def _figures(document: Document) -> list[dict[str, Any]]:
    if document.mentions:
        return [{"name": mention.code, **asdict(mention)} for mention in document.mentions]
    return [
        {"name": figure.name, "value": figure.value, "sentence": figure.sentence}
        for figure in document.figures
    ]


def _file(website: Website, document: Document) -> dict[str, str]:
    address = website.dialect.file_address(document)
    return {"kind": document.file, "name": document.file_name, "url": address}


def _changes(varied: bool) -> list[dict[str, Any]]:
    before, after = Internet(1, varied=varied), Internet(2, varied=varied)
    changed, removed, moved = nights.NUMBER_CHANGED, nights.REMOVED, nights.MOVED
    appeared, furniture = nights.APPEARED, nights.FURNITURE_ONLY
    old, new = nights.changed_sentences(_website(after, changed.adcode).site)
    return [
        {
            **_change("number_changed", changed.adcode, changed.year, after),
            "old": str(old.value),
            "new": str(new.value),
            "sentence_old": old.sentence,
            "sentence_new": new.sentence,
        },
        _change("removed", removed.adcode, removed.year, before),
        {
            **_change("moved", moved.adcode, moved.year, after),
            "from_url": _change("moved", moved.adcode, moved.year, before)["url"],
        },
        _change("appeared", appeared.adcode, appeared.year, after),
        _change("furniture_only", furniture.adcode, furniture.year, after),
    ]


def _website(internet: Internet, adcode: str) -> Website:
    return next(website for website in internet.websites.values() if website.site.adcode == adcode)


def _change(kind: str, adcode: str, year: int, internet: Internet) -> dict[str, Any]:
    website = _website(internet, adcode)
    document = next(d for d in website.documents if d.level == "county" and d.report_year == year)
    return {"kind": kind, "adcode": adcode, "report_year": year, "url": _address(website, document)}
