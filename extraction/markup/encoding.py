"""Which character encoding a page is in: Declarations are tried first; strict decoding decides."""

import codecs
import re
from itertools import islice

# What sites declare, mapped to the codec that reads it. Pages declared gb2312 hold GBK-only and even
# GB 18030-only characters (rare names), so the widest codec of that family reads all three.
_CODECS = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(("gb2312", "gb_2312-80", "gb2312-80", "gbk", "x-gbk", "cp936", "ms936"), "gb18030"),
    **dict.fromkeys(("gb18030", "gb-18030", "euc-cn", "chinese"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be"), "utf-16"),
}
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(
    rb"<meta\b(?:[^<>]|<(?!meta\b)){0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{1,40})", re.IGNORECASE
)
_XML = re.compile(rb"\s{0,99}<\?xml\b[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w:.-]{1,40})", re.IGNORECASE)
# Templates put kilobytes of comment and style before the charset, so look well past the usual 1024 bytes.
_DECLARATION_WITHIN = 65_536
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
REPLACEMENT = "\ufffd"
_BETWEEN_TAGS = re.compile(rb"(?<=>)|(?=<)|(?<=\n)")
# Characters of Chinese that GBK read as UTF-8 does not come to by chance.
_SOME = 4


def declared_charset(payload: bytes, charset: str = "") -> str:
    """The first declaration in lower case: HTTP, then <meta>, then the XML declaration; "" for none."""
    return next(iter(_declarations(payload, charset)), "")


def decode(payload: bytes, charset: str = "") -> tuple[str, str]:
    """(text, codec): the first candidate without replacement characters, else the one with the fewest.

    The order is BOM, the declarations, UTF-8, GB 18030. A byte order mark is not part of the text.
    """
    for mark, codec in _BOMS:
        if payload.startswith(mark):
            return payload[len(mark) :].decode(codec, "replace"), codec
    decoded = {"utf-8": payload.decode("utf-8", "replace")}
    if _is_plainly_utf8(decoded["utf-8"]):
        return decoded["utf-8"], "utf-8"
    candidates = [_CODECS[name] for name in _declarations(payload, charset) if name in _CODECS]
    candidates = list(dict.fromkeys([*candidates, "utf-8", "gb18030"]))
    for codec in candidates:
        if codec != "utf-8":
            decoded[codec] = payload.decode(codec, "replace")
    best = min(candidates, key=lambda codec: decoded[codec].count(REPLACEMENT))
    if _is_partly_utf8(decoded["utf-8"]) and (mixed := _decode_apart(payload)) is not None:
        return mixed, "utf-8"
    return decoded[best], best


def _is_partly_utf8(text: str) -> bool:
    """True where UTF-8 reads some Chinese and fails on much else: a text in GBK within a template in
    UTF-8."""
    bad = text.count(REPLACEMENT)
    return bad > 0 and sum(1 for _ in islice(_CHINESE.finditer(text), _SOME)) == _SOME


def _decode_apart(payload: bytes) -> str | None:
    """The text with each piece between two tags in the encoding that reads it without a fault; None where
    some piece has none, or where all are in one. A piece that both read, such as 一 (in UTF-8 a letter of
    Bashkir), is in the encoding of the piece before it."""
    pieces = _BETWEEN_TAGS.split(payload)
    readings = [_readings(piece) for piece in pieces]
    certain = [next(iter(found)) for found in readings if len(found) == 1]
    if len(set(certain)) < 2 or any(not found for found in readings if found is not _ASCII):
        return None
    text: list[str] = []
    codec = certain[0]
    for piece, found in zip(pieces, readings, strict=True):
        if len(found) == 1:
            codec = next(iter(found))
        text.append(found[codec] if found is not _ASCII else piece.decode("ascii"))
    return "".join(text)


_ASCII: dict[str, str] = {}


def _readings(piece: bytes) -> dict[str, str]:
    """The texts that a piece can be, by codec; of one that is Chinese in UTF-8 that alone, and for one in
    ASCII the dictionary _ASCII."""
    if piece.isascii():
        return _ASCII
    found = {}
    for codec in ("utf-8", "gb18030"):
        try:
            found[codec] = piece.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec == "utf-8" and _CHINESE.search(found[codec]):
            break
    return found


def _declarations(payload: bytes, charset: str) -> list[str]:
    head = payload[:_DECLARATION_WITHIN]
    found = [charset.strip().strip("\"'").lower()]
    for match in (_META.search(head), _XML.match(head)):
        if match:
            name = match[1].decode("ascii", "replace").lower()
            # A <meta> that could be read as ASCII is not UTF-16, whatever it says.
            found.append("utf-8" if name.startswith("utf-16") else name)
    return [name for name in found if name]


def _is_plainly_utf8(text: str) -> bool:
    """GB 18030 accepts almost any bytes, so that it decodes proves little. Chinese in GBK does not pass
    for Chinese in UTF-8 over more than a few characters, so that UTF-8 decodes to Chinese proves itself
    — even where a page was cut in the middle of a character."""
    bad = text.count(REPLACEMENT)
    # Only the three-byte characters: 一一一 in GBK is, byte for byte, Cyrillic in UTF-8.
    enough = 10 * bad + 10
    return sum(1 for _ in islice(_CHINESE.finditer(text), enough)) == enough
