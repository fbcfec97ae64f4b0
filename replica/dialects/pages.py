"""What the parts of a page ask of the dialect that writes it."""

from typing import Protocol

from replica.holdings import Document
from replica.site import Column, Site


class Pages(Protocol):
    """One site's columns and documents, and their addresses."""

    @property
    def site(self) -> Site: ...

    def children(self, path: str) -> list[Column]: ...

    def column_path(self, column: Column) -> str: ...

    def listed(self, column: Column) -> list[Document]: ...

    def document_path(self, document: Document) -> str: ...
