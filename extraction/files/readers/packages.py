"""ZIP files and the documents that are one (DOCX, XLSX, OFD), opened with care.

What a member unpacks to is known before it is unpacked: zipfile reads no more than the directory says, and
the directory is added up first. XML is parsed with entities off, and a document type, which no office
program writes, is refused.
"""

import io
import zipfile
import zlib
from typing import Any

from lxml import etree

from extraction.files.limits import MAX_MEMBERS, MAX_UNPACKED, Unreadable, at_most

_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


class Package:
    """An opened ZIP file. Raises Unreadable: truncated, too_large, encrypted; damaged when reading."""

    def __init__(self, payload: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(payload))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Unreadable("truncated", "the file breaks off: its directory is missing") from error
        members = self._zip.infolist()
        at_most(len(members), MAX_MEMBERS, "members")
        at_most(sum(member.file_size for member in members), MAX_UNPACKED, "bytes unpacked")
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise Unreadable("encrypted", "the archive opens with a password only")
        self.members = {name_of(member): member for member in members if not member.is_dir()}

    def read(self, name: str) -> bytes:
        """The content of a member. Raises Unreadable where there is none, or it is damaged."""
        member = self.members.get(name.lstrip("/"))
        if member is None:
            raise Unreadable("damaged", f"{name} is missing in the file")
        try:
            return self._zip.read(member)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise Unreadable("damaged", f"{name}: {error}") from error

    def xml(self, name: str) -> Any:
        """The root element of a member. Raises Unreadable: xml_entities, damaged."""
        return parse_xml(self.read(name), name)

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/") in self.members


def name_of(member: zipfile.ZipInfo) -> str:
    """A member's name; names without the UTF-8 flag are GBK, as Chinese systems write them."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def parse_xml(content: bytes, name: str) -> Any:
    """The root element of an XML text; entities stay as they are, nothing is fetched."""
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
