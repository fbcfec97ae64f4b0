"""ZIP files that hold documents: each member by the rules of its kind, within bounds."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from extraction.files.limits import MAX_CHARS, MAX_DEPTH, MAX_FILES, READER_VERSION, Unreadable, at_most
from extraction.files.readers.packages import Package
from records import FileReading, Issue

Read = Callable[[bytes, str], FileReading]


def read_zip(payload: bytes, depth: int, read: Read) -> FileReading:
    """The members of an archive, in its order; read reads one of them. depth counts the archives around
    this one. Raises Unreadable."""
    if depth >= MAX_DEPTH:
        raise Unreadable("too_deep", f"archives nested more than {depth} deep are not opened")
    package = Package(payload)
    names = [name for name in package.members if not _is_litter(name)]
    at_most(len(names), MAX_FILES, "files in the archive")
    members: list[FileReading] = []
    length = 0
    for name in names:
        shown = PurePosixPath(name.replace("\\", "/")).name
        member = _full(length) if length >= MAX_CHARS else _member(package, name, shown, read)
        length += _length(member)
        members.append(replace(_full(length) if length > MAX_CHARS else member, name=shown))
    issues = () if any(member.has_text for member in members) else (_why(members),)
    return FileReading(READER_VERSION, "zip", pages=len(members), members=tuple(members), issues=issues)


def _member(package: Package, name: str, shown: str, read: Read) -> FileReading:
    """The reading of one member. A damaged member does not affect the others."""
    try:
        return read(package.read(name), shown)
    except Unreadable as error:
        return FileReading(READER_VERSION, "unknown", issues=(Issue(error.code, error.detail),))


def _full(length: int) -> FileReading:
    told = f"the members before it have {length:,} characters, at most {MAX_CHARS:,} are read of an archive"
    return FileReading(READER_VERSION, "unknown", issues=(Issue("too_large", told),))


def _length(reading: FileReading) -> int:
    receipts = sum(len(one.text) for one in reading.removed)
    return len(reading.text) + receipts + sum(map(_length, reading.members))


def _is_litter(name: str) -> bool:
    """What operating systems leave in archives."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name in (
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
    )


def _why(members: list[FileReading]) -> Issue:
    """One issue for an archive without a text: that of its members where they agree."""
    told = [(issue.code, f"{member.name}: {issue.detail}") for member in members for issue in member.issues]
    codes = {code for code, _ in told}
    return Issue(
        codes.pop() if len(codes) == 1 else "no_text",
        "; ".join(detail for _, detail in told[:3]) or "the archive is empty",
    )
