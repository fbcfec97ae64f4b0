"""ZIP files that hold documents: each member by the rules of its kind, within bounds."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from extraction.files.limits import MAX_DEPTH, MAX_FILES, READER_VERSION, Unreadable, at_most
from extraction.files.readers.packages import Package
from records import FileReading, Issue

Read = Callable[[bytes, str], FileReading]


def read_zip(payload: bytes, depth: int, read: Read) -> FileReading:
    """The members of an archive, in its order; read reads one of them. depth counts the archives around
    this one. Raises Unreadable."""
    if depth >= MAX_DEPTH:
        raise Unreadable("too_deep", f"an archive within {depth} archives is not opened")
    package = Package(payload)
    names = [name for name in package.members if not _is_litter(name)]
    at_most(len(names), MAX_FILES, "files in the archive")
    members = []
    for name in names:
        shown = PurePosixPath(name.replace("\\", "/")).name
        members.append(_named(read(package.read(name), shown), shown))
    issues = () if any(member.has_text for member in members) else (_why(members),)
    return FileReading(READER_VERSION, "zip", pages=len(members), members=tuple(members), issues=issues)


def _named(reading: FileReading, name: str) -> FileReading:
    return replace(reading, name=name)


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
