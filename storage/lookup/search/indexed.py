"""Matches by the index beside a published file (storage/publishing/text_index.py)."""

import shutil
import tempfile
import weakref
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from storage.lookup.search.query_words import And, Node, Not, Word, words_of
from storage.publishing.text_index import FACETS, FOLDER, LINE, MARKS, held, open_index

if TYPE_CHECKING:
    import tantivy

Filters = Mapping[str, str]

MOST_VALUES = 10_000
"""Maximum number of values of a facet, more than can occur."""

IN_TITLE = 10_000.0
"""Added to the score of a report with the words in its title, which puts it before all others."""

ORDERS = {"year": "newest", "published": "published"}


class TextIndex:
    """An index opened for reading, in a folder of links because the library writes a lock file into the
    folder."""

    def __init__(self, folder: Path) -> None:
        links = Path(tempfile.mkdtemp(prefix="fazhi-search-"))
        weakref.finalize(self, shutil.rmtree, links, ignore_errors=True)
        for path in folder.iterdir():
            if path.name != MARKS:
                (links / path.name).symlink_to(path.resolve())
        self.index = open_index(links)
        self.searcher = self.index.searcher()

    @classmethod
    @lru_cache(maxsize=2)
    def beside(cls, database: Path) -> Self | None:
        """The index of this published file; None if it has none."""
        folder = database.parent / FOLDER
        return cls(folder) if (folder / MARKS).is_file() else None

    @property
    def reports(self) -> int:
        return int(self.searcher.num_docs)


class IndexedMatches:
    """The matches of a query."""

    def __init__(self, opened: TextIndex, node: Node) -> None:
        self._searcher, self._schema = opened.searcher, opened.index.schema
        self._query = self._matching(node)
        self._in_title = self._all([self._word(word, "title") for word in words_of(node)])

    def total(self, filters: Filters) -> int:
        found: Any = self._searcher.search(self._narrowed(filters), 1)  # its types lack count
        return int(found.count or 0)

    def facets(self, filters: Filters) -> dict[str, dict[str, int]]:
        """The number of hits per value, with the other filters applied; "" is the value of reports without
        one."""
        shared = [name for name in FACETS if name not in filters]
        found = self._counted(shared, filters)
        for name in filters:
            others = {other: value for other, value in filters.items() if other != name}
            found |= self._counted([name], others)
        return found

    def page(self, filters: Filters, order: str, most: int, skip: int) -> list[str]:
        """The report ids of one page of hits, in this order."""
        query = self._narrowed(filters)
        if order in ORDERS:
            found = self._searcher.search(query, most, False, ORDERS[order], skip)
        else:
            found = self._searcher.search(self._best_first(query), most, False, offset=skip)
        return [str(self._searcher.doc(address)["report_id"][0]) for _, address in found.hits]

    def _counted(self, names: Sequence[str], filters: Filters) -> dict[str, dict[str, int]]:
        asked: dict[str, Any] = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names}
        told = self._searcher.aggregate(self._narrowed(filters), asked) if asked else {}
        return {name: {one["key"]: one["doc_count"] for one in told[name]["buckets"]} for name in names}

    def _narrowed(self, filters: Filters) -> "tantivy.Query":
        import tantivy

        chosen = [tantivy.Query.term_query(self._schema, name, value) for name, value in filters.items()]
        return self._all([self._query, *(tantivy.Query.const_score_query(one, 0.0) for one in chosen)])

    def _best_first(self, query: "tantivy.Query") -> "tantivy.Query":
        import tantivy

        ahead = tantivy.Query.const_score_query(self._in_title, IN_TITLE)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Should, ahead)])

    def _matching(self, node: Node) -> "tantivy.Query":
        import tantivy

        if isinstance(node, Word):
            return self._word(node.text, "text")
        if isinstance(node, Not):
            everything = (tantivy.Occur.Must, tantivy.Query.all_query())
            without = (tantivy.Occur.MustNot, self._matching(node.part))
            return tantivy.Query.boolean_query([everything, without])
        occur = tantivy.Occur.Must if isinstance(node, And) else tantivy.Occur.Should
        return tantivy.Query.boolean_query([(occur, self._matching(part)) for part in node.parts])

    def _all(self, parts: Sequence["tantivy.Query"]) -> "tantivy.Query":
        import tantivy

        return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])

    def _word(self, word: str, field: str) -> "tantivy.Query":
        """The word as consecutive pairs: every second pair, and the last."""
        import tantivy

        word = held(word)
        if len(word) == 1:
            return tantivy.Query.term_query(self._schema, field, word + LINE)
        places = [*range(0, len(word) - 1, 2), *([len(word) - 2] if len(word) % 2 else [])]
        if len(places) == 1:
            return tantivy.Query.term_query(self._schema, field, word)
        pairs: list[str | tuple[int, str]] = [(at, word[at : at + 2]) for at in places]
        return tantivy.Query.phrase_query(self._schema, field, pairs)
