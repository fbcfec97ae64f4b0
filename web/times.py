"""Days and times of China, for people; UTC only for evidence."""

from datetime import date, datetime, timedelta

from markupsafe import Markup, escape

CHINA = timedelta(hours=8)


def china(instant: datetime) -> datetime:
    """A naive UTC instant in China's time."""
    return instant + CHINA


def utc(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"


def day(when: date | datetime | None, empty: str = "") -> Markup:
    """`<time>` of a day; of an instant, its day in China."""
    if when is None:
        return Markup(f'<span class="muted">{escape(empty)}</span>') if empty else Markup("")
    local = china(when).date() if isinstance(when, datetime) else when
    return Markup(f'<time datetime="{local}">{local}</time>')


def moment(when: datetime | None, empty: str = "", *, seconds: bool = False) -> Markup:
    """`<time>` of an instant: UTC for programs, China's time for readers."""
    if when is None:
        return Markup(f'<span class="muted">{escape(empty)}</span>') if empty else Markup("")
    shown = f"{china(when):%Y-%m-%d %H:%M:%S}" if seconds else f"{china(when):%Y-%m-%d %H:%M}"
    return Markup(f'<time datetime="{utc(when)}">{shown}</time>')
