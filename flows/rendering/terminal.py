"""The console of all verbs: prints text only, never markup or control characters."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.segment import Segment

from records.text.printable import printable


class Terminal(Console):
    """Rich's console without its markup: a title may hold [/bold] or an escape sequence."""

    def __init__(self, **options: Any) -> None:
        super().__init__(markup=False, emoji=False, **options)

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        shown = (
            segment if segment.control else Segment(printable(segment.text), segment.style)
            for segment in buffer
        )
        return super()._render_buffer(shown)
