"""The country by province and year, as a picture: a self-contained SVG, and cells for a terminal.

A cell's number is the percentage of governments with a report online, among those that had to report by then
and could be checked; its shade shows the same. In brackets and unshaded if fewer than half could be checked.
The bar below splits all of them, in the colours of Okabe and Ito, which people with any colour vision can
tell apart.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from storage.history.ledger import Share

PARTS = (
    ("in_time", "#0072b2", "in time"),
    ("public", "#56b4e9", "published, day unknown or no day set"),
    ("late", "#e69f00", "late"),
    ("gone", "#cc79a7", "removed or replaced"),
    ("not_found", "#d55e00", "not found"),
    ("unread", "#c8c8c8", "could not be looked for"),
)
COUNTRY = "全国"
NOTE = (
    "Number and shade: percent with a report online, of the governments that had to report by then and could"
    " be",
    "checked; in brackets if fewer than half could. Bar: all that had to report by then.",
)
LEFT, TOP, WIDE, HIGH, GAP = 150, 130, 74, 32, 3
NARROWEST = 920  # the legend's width
LIGHT, DARK = (0xF4, 0xF8, 0xFC), (0x08, 0x3D, 0x77)
FONT = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei','Helvetica Neue',Arial,sans-serif"


def with_country(shares: Sequence[Share]) -> list[Share]:
    """These rows, after their sums over all provinces, year by year."""
    names = ("due", *(name for name, _, _ in PARTS))
    sums = [
        Share(
            COUNTRY,
            year,
            **{name: sum(getattr(one, name) for one in shares if one.report_year == year) for name in names},
        )
        for year in sorted({one.report_year for one in shares})
    ]
    return [*sums, *shares]


def published_percent(share: Share) -> int | None:
    """The percentage with a report online, late ones too, among those that could be checked; None if none
    could, or none had to report yet."""
    looked_at = share.due - share.unread
    return round(100 * (share.in_time + share.late + share.public) / looked_at) if looked_at else None


def number(share: Share) -> str:
    """The text of a cell; – if none could be checked."""
    percent = published_percent(share)
    if percent is None:
        return "–" if share.due else "not due"
    return str(percent) if is_known(share) else f"({percent})"


def is_known(share: Share) -> bool:
    """Whether at least half of them could be checked."""
    return 2 * share.unread <= share.due


def told(share: Share) -> str:
    """One cell in words."""
    if not share.due:
        return f"{share.province} {share.report_year}: not due yet"
    counts = ", ".join(f"{label} {getattr(share, name)}" for name, _, label in PARTS if getattr(share, name))
    return f"{share.province} {share.report_year}: {share.due} governments: {counts}"


def draw(shares: Sequence[Share], as_of: datetime) -> str:
    """The picture as one SVG document; as_of is naive UTC and printed as the day in China."""
    provinces = list(dict.fromkeys(one.province for one in shares))
    years = sorted({one.report_year for one in shares})
    width = max(LEFT + len(years) * (WIDE + GAP) + 20, NARROWEST)
    height = TOP + len(provinces) * (HIGH + GAP) + 20
    day = (as_of + timedelta(hours=8)).date()
    title = f"法治政府建设年度报告: which governments published, as of {day}"
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{FONT}" role="img" aria-labelledby="title note">',
        f'<title id="title">{escape(title)}</title>',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        _text(16, 30, title, size=18, weight="bold"),
        f'<desc id="note">{escape(" ".join(NOTE))}</desc>',
        *(_text(16, 50 + 16 * at, line, colour="#333333") for at, line in enumerate(NOTE)),
        *_legend(),
        *(_text(_left(years.index(year)) + WIDE / 2, TOP - 8, str(year), anchor="middle") for year in years),
        *(
            _text(LEFT - 10, _top(row) + 20, name, anchor="end", weight="bold" if name == COUNTRY else "")
            for row, name in enumerate(provinces)
        ),
        *(
            line
            for one in shares
            for line in _cell(one, _left(years.index(one.report_year)), _top(provinces.index(one.province)))
        ),
        "</svg>",
    ]
    return "\n".join(drawn) + "\n"


def _left(column: int) -> int:
    return LEFT + column * (WIDE + GAP)


def _top(row: int) -> int:
    return TOP + row * (HIGH + GAP)


def _legend() -> list[str]:
    lines, x = [], 16
    for _, colour, label in PARTS:
        lines += [f'<rect x="{x}" y="80" width="12" height="12" fill="{colour}"/>', _text(x + 17, 91, label)]
        x += 40 + 7 * len(label)
    return lines


def _cell(share: Share, x: int, y: int) -> list[str]:
    percent = published_percent(share)
    shade, ink = ("#f2f2f2" if share.due else "#ffffff"), "#444444"
    if percent is not None and is_known(share):
        shade, ink = _shade(percent)
    lines = [
        f"<g><title>{escape(told(share))}</title>",
        f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" fill="{shade}" '
        'stroke="#d0d0d0" stroke-width="0.5"/>',
        _text(x + WIDE / 2, y + 18, number(share), anchor="middle", colour=ink, size=13),
    ]
    if share.due:
        lines.append(f'<rect x="{x + 2}" y="{y + HIGH - 9}" width="{WIDE - 4}" height="7" fill="#ffffff"/>')
    at = float(x + 3)
    for name, colour, _ in PARTS:
        span = (WIDE - 6) * getattr(share, name) / share.due if share.due else 0
        if span:
            lines.append(
                f'<rect x="{at:.1f}" y="{y + HIGH - 8}" width="{span:.1f}" height="5" fill="{colour}"/>'
            )
        at += span
    return [*lines, "</g>"]


def _shade(percent: int) -> tuple[str, str]:
    """The fill of a cell, and a readable ink: a contrast of at least 4.5 to 1, as WCAG requires."""
    mixed = [round(light + (dark - light) * percent / 100) for light, dark in zip(LIGHT, DARK, strict=True)]
    return "#{:02x}{:02x}{:02x}".format(*mixed), "#ffffff" if percent >= 68 else "#000000"


def _text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    size: int = 12,
    weight: str = "",
    colour: str = "",
) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}"{bold} '
        f'fill="{colour or "#1a1a1a"}">{escape(words)}</text>'
    )
