"""Copies members from one ZIP into another in their compressed form."""

import io
import struct
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

SUMS = "SHA256SUMS"
STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every member, the first that a ZIP can store, so that a text has the same bytes in every
publication."""
LOCAL_HEAD = struct.Struct("<26x2H")
"""The header before a member: 26 bytes that the directory repeats, the lengths of its name and its extra
field."""


@dataclass(slots=True)
class Last:
    """The bundle of the last publication: its members, and their digests by name."""

    bundle: ZipFile
    digests: dict[str, str]

    def has(self, name: str, digest: str) -> bool:
        return self.digests.get(name) == digest

    def copy(self, name: str, target: ZipFile) -> None:
        """Copies a member in its compressed form."""
        member, source = self.bundle.getinfo(name), self.bundle.fp
        assert source is not None and target.fp is not None
        source.seek(member.header_offset)
        name_bytes, extra_bytes = LOCAL_HEAD.unpack(source.read(LOCAL_HEAD.size))
        source.seek(name_bytes + extra_bytes, io.SEEK_CUR)
        member.header_offset, member.extra = target.fp.tell(), b""
        target.fp.write(member.FileHeader(zip64=False))
        target.fp.write(source.read(member.compress_size))
        target.filelist.append(member)
        target.NameToInfo[name] = member
        target.start_dir = target.fp.tell()


def opened(stack: ExitStack, place: Path | None) -> Last | None:
    """The earlier bundle, if there is one that opens."""
    if place is None or not place.is_file():
        return None
    try:
        bundle = stack.enter_context(ZipFile(place))
        lines = bundle.read(SUMS).decode().splitlines()
    except (BadZipFile, KeyError, OSError, UnicodeDecodeError):
        return None
    told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    same = {one.filename for one in bundle.infolist() if one.date_time == STAMP and not one.flag_bits & 8}
    return Last(bundle, {name: digest for name, digest in told.items() if name in same})
