"""The files of known captures that crawls compare with: made for each crawl, dropped when nobody needs them."""

from collections.abc import Set

from storage.paths import DataDir


def drop_known(data_dir: DataDir, kept: Set[str]) -> None:
    """Removes them but those of the crawls that may be gone on with. They can be made again from the archive.

    Earlier programs kept them beside the logs of the crawls.
    """
    for path in (data_dir.work / "known").glob("*.jsonl"):
        if path.stem not in kept:
            path.unlink()
    for path in data_dir.crawls.glob("*/known.jsonl"):
        if path.parent.name not in kept:
            path.unlink()
