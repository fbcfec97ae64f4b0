"""The `known` files that crawls compare with: written for each crawl, deleted when nobody needs them."""

from collections.abc import Set

from storage.paths import DataDir


def drop_known(data_dir: DataDir, kept: Set[str]) -> None:
    """Deletes them except those of crawls that may be resumed. They can be made again from the archive.

    Earlier programs stored them beside the logs of the crawls.
    """
    for path in (data_dir.work / "known").glob("*.jsonl"):
        if path.stem not in kept:
            path.unlink()
    for path in data_dir.crawls.glob("*/known.jsonl"):
        if path.parent.name not in kept:
            path.unlink()
