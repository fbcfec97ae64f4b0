"""ZIP files and the documents that are one (DOCX, XLSX, OFD), opened with care.

What a member unpacks to is known before it is unpacked: zipfile reads no more than the directory says, and
the directory is added up first. XML is parsed with entities off, and a document type, which no office
program writes, is refused.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from extraction.files.limits import MAX_MEMBERS, MAX_NODES, MAX_UNPACKED, Unreadable, at_most

_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)
# Strict OOXML (ISO 29500) has names of its own for the same elements.
_STRICT_MARK = b"http://purl.oclc.org/ooxml/"
_STRICT = re.compile(_STRICT_MARK + rb"(\w{1,40})/(\w{1,40})")
_UTF8_NAME = 0x800


class Package:
    """An opened ZIP file. Raises Unreadable: truncated, too_large; encrypted or damaged when reading."""

    def __init__(self, payload: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(payload))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("truncated", "the file is cut off: its directory is missing") from error
        members = self._zip.infolist()
        at_most(len(members), MAX_MEMBERS, "members")
        at_most(sum(member.file_size for member in members), MAX_UNPACKED, "bytes unpacked")
        self.members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            if not member.is_dir():
                name = name_of(member).lstrip("/")
                # Of two members of one name the first is meant; an archive of documents shows both.
                self.members[f"{len(self.members)}/{name}" if name in self.members else name] = member

    def read(self, name: str) -> bytes:
        """The content of a member. Raises Unreadable where there is none, or it is damaged."""
        member = self.members.get(name.lstrip("/"))
        if member is None:
            raise Unreadable("damaged", f"{name} is missing in the file")
        if member.flag_bits & _ENCRYPTED:
            raise Unreadable("encrypted", "the archive needs a password")
        try:
            return self._zip.read(member)
        except _BROKEN as error:
            raise Unreadable("damaged", f"{name}: {error}") from error

    def xml(self, name: str) -> Any:
        """The root element of a member. Raises Unreadable: xml_entities, damaged."""
        content = self.read(name)
        return parse_xml(_STRICT.sub(_transitional, content) if _STRICT_MARK in content else content, name)

    def transitional(self) -> bytes:
        """The same package in the names of transitional OOXML; empty where it is in them already."""
        if not any(_STRICT_MARK in self.read(name) for name in self.members if name.endswith("workbook.xml")):
            return b""
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as copy:
            for name in self.members:
                copy.writestr(name, _STRICT.sub(_transitional, self.read(name)))
        return written.getvalue()

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/") in self.members


def _transitional(name: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + name[1] + b"/2006/" + name[2]


def name_of(member: zipfile.ZipInfo) -> str:
    """A member's name; names without the UTF-8 flag are GBK, as Chinese systems write them."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def parse_xml(content: bytes, name: str) -> Any:
    """The root element of an XML text; entities stay as they are, nothing is fetched. Raises Unreadable:
    too_large, xml_entities, damaged."""
    # A node takes some 130 bytes, and so does an attribute: what unpacks to a thousand times its size is no
    # text.
    at_most(content.count(b"<") + content.count(b'="'), MAX_NODES, "elements and attributes")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if b"<!DOCTYPE" in content[:65536]:
            raise Unreadable("xml_entities", f"{name} declares a document type") from error
        raise Unreadable("damaged", f"{name}: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("xml_entities", f"{name} declares a document type")
    return root
