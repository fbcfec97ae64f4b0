"""Runs of a Word document that are not displayed: `w:vanish`, on the run itself or by its style."""

from typing import Any

from records import Removed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")
_DEEPEST = 12


class Hidden:
    """What a document hides, and receipts of what was hidden."""

    def __init__(self, styles: Any) -> None:
        """The root of styles.xml, None where the document has none."""
        self._styles = {
            style.get(f"{W}styleId"): style for style in ([] if styles is None else styles.iter(f"{W}style"))
        }
        self._hidden: list[str] = []

    def style_of(self, paragraph: Any) -> str:
        """The paragraph's style, "" for none."""
        return _value(paragraph.find(f"{W}pPr/{W}pStyle"))

    def hides(self, run: Any, paragraph_style: str) -> bool:
        """True for a run that is not displayed. Its text is recorded as removed."""
        properties = run.find(f"{W}rPr")
        own = None if properties is None else _switch(properties)
        if own is None and self._styles:
            style = "" if properties is None else _value(properties.find(f"{W}rStyle"))
            own = self._of_style(style)
            own = self._of_style(paragraph_style) if own is None else own
        if own:
            self._hidden.append("".join(text.text or "" for text in run.iter(f"{W}t")))
        return bool(own)

    def receipts(self) -> tuple[Removed, ...]:
        """All that was hidden, as one piece."""
        told = "\n".join(filter(None, self._hidden))
        return (Removed("hidden", told),) if told else ()

    def _of_style(self, name: str) -> bool | None:
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return None
            properties = style.find(f"{W}rPr")
            if properties is not None and (own := _switch(properties)) is not None:
                return own
            name = _value(style.find(f"{W}basedOn"))
        return None


def _switch(properties: Any) -> bool | None:
    """Whether these properties hide, None where they do not say."""
    vanish = properties.find(f"{W}vanish")
    return None if vanish is None else _value(vanish).lower() not in _OFF


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(f"{W}val", ""))
