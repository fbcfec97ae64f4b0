"""Evidence packages: all captures of a report as one WACZ 1.1.1 file; one capture as a WARC file.

https://specs.webrecorder.net/wacz/1.1.1/. Records are copied unchanged, so their digests stay those taken at
the capture.
"""

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from warcio.warcwriter import WARCWriter

from records import Capture
from storage.evidence.warc import WarcDamaged
from storage.lookup.captures import member
from storage.paths import DataDir
from web.evidence.cdxj import cdxj_line
from web.times import utc

SPEC = "1.1.1"
ARCHIVE = "data.warc.gz"
SOFTWARE = "fazhi"
STILL = (1980, 1, 1, 0, 0, 0)
"""The time of every member, so that the same captures make the same file."""
LARGEST = 200_000_000
"""Maximum bytes of records packed while a reader waits."""


class TooLarge(ValueError):
    """The captures of this report have too many bytes for a package."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A package; missing names the captures whose bytes are not available."""

    body: bytes
    missing: list[str]


def warc_file(data: DataDir, capture: Capture) -> bytes:
    """A WARC file with one capture. Raises WarcDamaged."""
    return _info(f"{capture.capture_id.removeprefix('urn:uuid:')}.warc.gz") + member(data, capture)


def wacz_file(data: DataDir, captures: Sequence[Capture], title: str, url: str, made_at: datetime) -> Packed:
    """A WACZ file with these captures; title and url are those of its page. Raises TooLarge."""
    if sum(one.warc_length for one in captures) > LARGEST:
        raise TooLarge(title)
    archive = BytesIO(_info(ARCHIVE))
    archive.seek(0, 2)
    lines, missing = [], []
    for capture in captures:
        try:
            body = member(data, capture)
        except WarcDamaged:
            missing.append(capture.capture_id)
            continue
        lines.append(cdxj_line(capture, ARCHIVE, archive.tell(), len(body)))
        archive.write(body)
    shown = [one for one in captures if one.url == url and one.status == 200] or list(captures[:1])
    files = {
        f"archive/{ARCHIVE}": archive.getvalue(),
        "indexes/index.cdx": "".join(sorted(lines)).encode(),
        "pages/pages.jsonl": _pages(shown, title),
    }
    package = _package(files, title, shown, made_at)
    files["datapackage.json"] = package
    files["datapackage-digest.json"] = _json({"path": "datapackage.json", "hash": _sha256(package)})
    return Packed(_zip(files), missing)


def _pages(shown: Sequence[Capture], title: str) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": title}
    pages = [
        {
            "id": one.capture_id.removeprefix("urn:uuid:"),
            "url": one.url,
            "ts": utc(one.captured_at),
            "title": title,
        }
        for one in shown
    ]
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (head, *pages)).encode()


def _package(files: dict[str, bytes], title: str, shown: Sequence[Capture], made_at: datetime) -> bytes:
    told = {
        "profile": "data-package",
        "wacz_version": SPEC,
        "title": title,
        "software": SOFTWARE,
        "created": utc(made_at),
        "resources": [
            {"name": name.rpartition("/")[2], "path": name, "hash": _sha256(body), "bytes": len(body)}
            for name, body in files.items()
        ],
    }
    if shown:
        told |= {"mainPageUrl": shown[-1].url, "mainPageDate": utc(shown[-1].captured_at)}
    return _json(told)


def _zip(files: dict[str, bytes]) -> bytes:
    """The WARC file is stored uncompressed in the ZIP, because readers fetch records from its middle."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, body in files.items():
            how = zipfile.ZIP_STORED if name.startswith(("archive/", "indexes/")) else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name, STILL), body, compress_type=how)
    return out.getvalue()


def _info(filename: str) -> bytes:
    """A warcinfo record, compressed."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    told = {"software": SOFTWARE, "format": "WARC File Format 1.1", "description": "records copied as stored"}
    writer.write_record(writer.create_warcinfo_record(filename, told))
    return out.getvalue()


def _json(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _sha256(body: bytes) -> str:
    return "sha256:" + hashlib.sha256(body).hexdigest()
