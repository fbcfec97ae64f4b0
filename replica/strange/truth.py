"""What a strange web publishes, as JSON values: what a perfect reader would say of it."""

from typing import Any

from replica.strange.shapes import Night
from replica.strange.site import StrangeSite
from replica.strange.web import StrangeWeb

Json = dict[str, Any]


def strange_truth(web: StrangeWeb) -> Json:
    """Every site with its parts (kind: name), whether all of it can be read, and what it publishes.

    reports are the government's own: year, title, url, day, text (lines joined by a newline; night2 the text
    of the second night where it was really changed). others are texts of departments, and of other
    governments where they are true copies: issuer, adcode, year, text. false are texts that nobody published
    whose name they bear."""
    return {
        "days": [day.isoformat() for day in web.days],
        "parts": [
            {
                "kind": part.kind,
                "name": part.name,
                "readable": part.readable,
                "source": part.source,
                "tell": part.tell,
            }
            for part in web.parts
        ],
        "sites": [_site(site) for site in web.sites.values()],
    }


def _site(site: StrangeSite) -> Json:
    part = site.uses("night")
    night: Night = part.make(site) if part else Night()
    told: Json = {
        "adcode": site.adcode,
        "name": site.place.name,
        "host": site.host,
        "homepage": f"http://{site.host}/",
        "column": f"http://{site.host}{site.column}",
        "parts": {kind: part.name for kind, part in site.parts.items()},
        "readable": site.readable,
        "reports": [],
        "others": [],
        "drafts": [],
        "false": [],
    }
    groups = {
        "report": "reports",
        "department": "others",
        "copy": "others",
        "draft": "drafts",
        "foreign": "false",
    }
    for entry in site.entries:
        if entry.kind not in groups:
            continue
        one: Json = {
            "kind": entry.kind,
            "adcode": entry.adcode,
            "issuer": entry.issuer,
            "year": entry.year,
            "title": entry.title,
            "url": f"http://{site.host}{site.address(entry).target}",
            "day": entry.day.isoformat(),
            "text": "\n".join(entry.lines),
        }
        if entry.kind == "report" and entry.year in night.edited:
            one["night2"] = "\n".join(night.lines(entry, entry.lines))
        told[groups[entry.kind]].append(one)
    return told
