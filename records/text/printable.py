"""Makes text from outside safe to show: control characters that move the cursor, ring, hide or reverse text
are replaced."""

import logging
import re

# C0 and C1 controls but tab and line feed, and the marks that turn the direction of writing.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_PICTURES = 0x2400


def printable(text: str) -> str:
    """The text with the picture of each control (␛ for ESC), and � for what has no picture."""
    return _UNSHOWN.sub(_picture, text)


def printable_json(written: str) -> str:
    """JSON that says the same, with such characters escaped."""
    return _UNSHOWN.sub(lambda one: f"\\u{ord(one[0]):04x}", written)


def _picture(one: re.Match[str]) -> str:
    code = ord(one[0])
    return chr(_PICTURES + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


class PlainFormatter(logging.Formatter):
    """Formats each log message as one line with control characters made visible."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = printable(record.message).replace("\n", " ⏎ ")
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record))
