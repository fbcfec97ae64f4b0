"""Sends messages: at most one a night, none if nothing happened, one a week in any case.

FAZHI_NOTIFY has the addresses in the form of apprise (`mailto://…`, `dingtalk://…`, `wecombot://…`,
`feishu://…`, `slack://…`, `json://…`), separated by spaces. FAZHI_NAME names the installation.
FAZHI_HEARTBEAT_URL is called after each night, with `/fail` if it failed. A monitoring service there notices
a missing call.
"""

import logging
import os
import socket
from datetime import datetime, timedelta
from urllib.error import URLError
from urllib.request import urlopen

from flows.errors import NotTold
from flows.operation.health import Finding, examine
from flows.operation.journal import last, write
from flows.operation.message import News, compose, news_since
from records import clock
from storage.errors import NotPublished
from storage.paths import DataDir
from storage.publishing.query import open_published

log = logging.getLogger(__name__)

SIGN_OF_LIFE = timedelta(days=7)
HEARTBEAT_SECONDS = 10
CHINA = timedelta(hours=8)


def notify(data: DataDir, *, at_once: bool = False) -> str:
    """Sends the message of the night. Returns what was done, in one line.

    at_once: also a second time in one night. Raises NotTold if no service accepted it; the next message then
    repeats it.
    """
    addresses = os.environ.get("FAZHI_NOTIFY", "").split()
    if not addresses:
        raise NotTold("no address for messages: set FAZHI_NOTIFY to one or more, such as mailto://…")
    told, now = last(data, "told"), clock.now()
    before = datetime.fromisoformat(told["at"]) if told else None
    if before and not at_once and (before + CHINA).date() == (now + CHINA).date():
        return f"already sent at {told['at']} UTC: at most one message a night"
    open_ = [finding for finding in examine(data) if not finding.ok]
    known: dict[str, str] = told.get("problems", {}) if told else {}
    resolved = [line for key, line in known.items() if key not in {one.key for one in open_}]
    news = _news(data, before or now - timedelta(days=1))
    fresh = any(finding.key not in known for finding in open_)
    if not (fresh or resolved or news) and before and now - before < SIGN_OF_LIFE:
        return "nothing happened: nothing sent"
    name = os.environ.get("FAZHI_NAME") or socket.gethostname()
    _send(addresses, *compose(name, open_, resolved, news), is_trouble=bool(open_))
    _remember(data, now, open_)
    return "sent"


def _remember(data: DataDir, now: datetime, open_: list[Finding]) -> None:
    problems = {finding.key: finding.line for finding in open_}
    write(data, "told", {"at": now.isoformat(timespec="seconds"), "problems": problems})


def _news(data: DataDir, since: datetime) -> News:
    try:
        with open_published(data) as connection:
            return news_since(connection, since)
    except NotPublished:
        return News([], {}, [])


def _send(addresses: list[str], title: str, text: str, *, is_trouble: bool) -> None:
    from apprise import Apprise, NotifyFormat, NotifyType

    services = Apprise()
    wrong = [address.partition("://")[0] for address in addresses if not services.add(address)]
    if wrong:
        raise NotTold(
            f"FAZHI_NOTIFY: apprise does not know {', '.join(wrong)}://…: correct it; its services:"
            " https://github.com/caronc/apprise/wiki"
        )
    kind = NotifyType.WARNING if is_trouble else NotifyType.INFO
    if not services.notify(title=title, body=text, notify_type=kind, body_format=NotifyFormat.TEXT):
        raise NotTold("a service of FAZHI_NOTIFY refused the message: the next run sends it again")


def heartbeat(*, ok: bool) -> None:
    """Calls FAZHI_HEARTBEAT_URL, if set; logs a line if it does not answer."""
    url = os.environ.get("FAZHI_HEARTBEAT_URL")
    if not url:
        return
    try:
        urlopen(url if ok else url.rstrip("/") + "/fail", timeout=HEARTBEAT_SECONDS).close()
    except (URLError, OSError, ValueError) as error:
        log.warning("the heartbeat did not arrive: %s", error)
