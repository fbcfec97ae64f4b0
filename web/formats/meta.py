"""Metadata in a report's page for programs: Highwire and Dublin Core names, schema.org."""

import json
from typing import Any

from markupsafe import Markup

from storage.lookup.reports import ReportDetails
from web.page import Ask
from web.times import utc


def report_meta(ask: Ask, details: ReportDetails) -> dict[str, Any]:
    """`names`: pairs for `<meta>`; `json_ld`: one object, safe inside `<script>`."""
    row = details.report
    path = f"/report/{row['report_id']}"
    title = row["title"] or row["report_id"]
    issuer = row["issuer"] or row["government"]
    names = [
        ("citation_title", title),
        ("citation_author", issuer),
        ("citation_technical_report_institution", issuer),
        ("citation_technical_report_number", row["doc_number"]),
        ("citation_publication_date", f"{row['published_on']:%Y/%m/%d}" if row["published_on"] else None),
        ("citation_online_date", f"{row['published_on']:%Y/%m/%d}" if row["published_on"] else None),
        ("citation_language", "zh"),
        ("citation_public_url", ask.whole(path)),
        ("citation_fulltext_html_url", ask.whole(path)),
        ("DC.title", title),
        ("DC.creator", issuer),
        ("DC.date", row["published_on"]),
        ("DC.language", "zh-CN"),
        ("DC.type", "Text"),
        ("DC.identifier", row["report_id"]),
        ("DC.source", row["url"]),
        ("DCTERMS.modified", utc(row["last_changed_at"]) if row["last_changed_at"] else None),
    ]
    return {
        "names": [(name, value) for name, value in names if value],
        "json_ld": _json_ld(ask, details, title, issuer),
    }


def _json_ld(ask: Ask, details: ReportDetails, title: str, issuer: str | None) -> Markup:
    row = details.report
    proof = details.captures.get(row["capture_id"], {})
    said = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": ask.whole(f"/report/{row['report_id']}"),
        "name": title,
        "author": {"@type": "GovernmentOrganization", "name": issuer} if issuer else None,
        "reportNumber": row["doc_number"],
        "datePublished": str(row["published_on"]) if row["published_on"] else None,
        "inLanguage": "zh-CN",
        "isBasedOn": row["url"],
        "archivedAt": ask.whole(f"/capture/{row['capture_id'].removeprefix('urn:uuid:')}"),
        "version": row["versions"],
        "identifier": [row["report_id"], row["capture_id"], proof.get("payload_digest")],
    }
    return embedded({name: value for name, value in said.items() if value})


def embedded(said: dict[str, Any]) -> Markup:
    """JSON that is safe inside a script element."""
    text = json.dumps(said, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)
