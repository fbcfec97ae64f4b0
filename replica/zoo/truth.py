"""The truth of one night of a zoo as JSON values."""

import re
from dataclasses import asdict, replace
from typing import Any

from replica.holdings import Document
from replica.internet import Website
from replica.misbehaviours.definition import Misbehaviour, usual
from replica.zoo.governments import Government
from replica.zoo.internet import ZooInternet
from replica.zoo.shares import platform_of
from replica.zoo.zoo import Zoo

# A host that behaves.
BEHAVES = Misbehaviour("", usual, where="")


def zoo_truth(night: int, zoo: Zoo, bodies: bool = False) -> dict[str, Any]:
    """Every host with platform, reports and near-misses; with bodies, reports carry their body_text.

    In a varied zoo they carry their figures too (replica.prose.Mention), but for those in sentences that
    were edited.

    changes are the edits of this night, changes_so_far those of all nights up to it, in their order; a
    change names its night and kind, the address (from_url: the one before a move) and old and new.
    """
    internet = ZooInternet(night, zoo)
    hosts, so_far = [], []
    for government in zoo.chosen:
        hosts.append(_host(internet, government, bodies))
        so_far += _changes(internet, government) if zoo.edits else []
    so_far.sort(key=lambda change: (change["night"], change["adcode"]))
    changes = [change for change in so_far if change["night"] == night]
    return {
        "night": night,
        "seed": zoo.seed,
        "governments": hosts,
        "changes": changes,
        "changes_so_far": so_far,
    }


def _changes(internet: ZooInternet, government: Government) -> list[dict[str, Any]]:
    website, edited = internet.website(government), internet.edited(government)
    told = []
    for edit in edited.edits:
        document = replace(edited.document(edit.report), number=edit.number)
        change = {
            "night": edit.night,
            "kind": edit.kind,
            "adcode": government.adcode,
            "report_year": document.report_year,
            "issuer": document.issuer,
            "url": _address(website, document),
        }
        facts = edit.facts
        if edit.kind == "moved":
            facts = {"from_url": _address(website, replace(document, number=int(facts["old"])))}
        told.append(change | facts)
    return told


def _host(internet: ZooInternet, government: Government, bodies: bool) -> dict[str, Any]:
    website = internet.website(government)
    site, dialect = website.site, website.dialect
    reports = [document for document in website.documents if document.kind == "report"]
    paths = {filing.column for filing in site.filings}
    columns = [column for column in site.columns if column.path in paths]
    return {
        "adcode": government.adcode,
        "name": government.name,
        "level": government.level,
        "host": government.host,
        "homepage": government.homepage,
        "platform": platform_of(site.dialect),
        "dialect": site.dialect,
        "variation": {"nav": site.look.nav, "skin": site.look.skin, "day": site.look.day},
        "validators": site.look.validators,
        **_judgement(internet, government),
        "column_urls": [dialect.column_address(column) for column in columns],
        "column_items": [len(dialect.listed(column)) for column in columns],
        "reports": [_report(website, document, bodies) for document in reports],
        "near_misses": [
            {"url": _address(website, document), "title": document.list_title, "kind": document.kind}
            for document in website.documents
            if document.kind not in ("report", "everyday")
        ],
    }


def _judgement(internet: ZooInternet, government: Government) -> dict[str, Any]:
    """What a right crawler concludes of the host."""
    misbehaviour = internet.zoo.acting(government, internet.night) or BEHAVES
    further = [host for host, owner in internet.further_hosts.items() if owner is government]
    return {
        "misbehaviour": misbehaviour.name or None,
        "expected": misbehaviour.expected,
        "by": misbehaviour.by,
        "also": list(misbehaviour.also),
        "where": misbehaviour.where,
        "findable": misbehaviour.findable,
        "further_hosts": [] if misbehaviour.foreign else further,
        "foreign_hosts": further if misbehaviour.foreign else [],
    }


def _address(website: Website, document: Document) -> str:
    return website.dialect.absolute(website.dialect.document_path(document))


def _report(website: Website, document: Document, bodies: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "url": _address(website, document),
        "title": re.sub(r"\s+", "", "".join(document.title)),
        "report_year": document.report_year,
        "issuer": document.issuer,
        "issuer_level": document.level,
        "published_on": (document.published_at or document.listed_on).strftime("%Y-%m-%d"),
        "file": website.dialect.file_address(document) if document.file else None,
    }
    if not bodies:
        return told
    written = document.written()
    told["body_text"] = "\n".join(written.lines)
    if website.site.style.varied:
        told["figures"] = [asdict(mention) for mention in written.mentions]
    return told
