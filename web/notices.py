"""The status labels above a report and at most one notice, the most serious."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from storage.lookup.ledger import removal_rule
from storage.lookup.published import Row
from storage.lookup.reports import ReportDetails
from web.items import counted
from web.numbers import shift
from web.page import Ask
from web.times import day, moment
from web.words import LEDGER, REPORT, Word, of


@dataclass(frozen=True, slots=True)
class Pill:
    """A status: its label, and an addition such as the number of days."""

    word: Word
    more: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """The first line, which can stand alone; the second line has the proof; path is the address of the proof
    ("" for none), link its text."""

    style: str
    first: str
    second: Markup
    path: str = ""
    link: str = ""


def statuses(ask: Ask, details: ReportDetails) -> list[Pill]:
    """Everything unusual about a report, and whether it is current; late beside removed."""
    row, ledger = details.report, details.ledger or {}
    pills = [Pill(of(REPORT, row["status"]))]
    if ledger.get("status") == "replaced":
        pills = [Pill(LEDGER["replaced"])]
    if (ledger.get("days_late") or 0) > 0:
        pills.append(
            Pill(
                LEDGER["published_late"], ask.say(f"{ledger['days_late']} 天", f"{ledger['days_late']} days")
            )
        )
    if ledger.get("status") == "attachment_only":
        pills.append(Pill(LEDGER["attachment_only"]))
    if _unproven(details):
        pills.append(Pill(REPORT["unproven"]))
    return pills


def notice(ask: Ask, details: ReportDetails) -> Notice | None:
    for say in (_removed, _unreadable, _unconfirmed, _decided, _number, _moved):
        if found := say(ask, details):
            return found
    return None


def _removed(ask: Ask, details: ReportDetails) -> Notice | None:
    row = details.report
    if row["status"] != "removed":
        return None
    ledger: dict[str, Any] = details.ledger or {}
    nights = [
        details.captures[one]
        for one in ledger.get("proof_captures") or []
        if one in details.captures and details.captures[one]["captured_at"] > row["last_seen_at"]
    ]
    answers = sorted({one["status"] for one in nights if one["role"] == "detail"})
    shown = Markup("、").join(dict.fromkeys(day(one["captured_at"]) for one in nights))
    second = Markup(ask.say("最近一次抓取到：{}。", "Last read {}. ")).format(moment(row["last_seen_at"]))
    if nights and answers:
        second += Markup(
            ask.say(
                "此后（{}）原网址返回 {}，栏目列表读至末页也没有这篇报告。以下为留存的文字。",
                "Afterwards ({}) its address answered {}, and the lists, read to their ends, did not have it.",
            )
        ).format(shown, "、".join(map(str, answers)))
    path = ask.link(f"/ledger/{row['adcode']}/{row['report_year']}") if details.ledger else ""
    first = ask.say("这篇报告已从发布机关网站撤下", "This report has been removed from the issuer's site")
    return Notice("gone", first, second, path, ask.say("查看证据", "See the proof"))


def _unreadable(ask: Ask, details: ReportDetails) -> Notice | None:
    site = details.site or {}
    since = site.get("broken_since") or site.get("verdict_since")
    if not site or site.get("verdict") in ("ok", "degraded", None) or since is None:
        return None
    first = ask.say(
        "目前无法访问该网站，不能确定这篇报告是否仍在网上",
        "The site cannot be read now: whether the report is still there is not known",
    )
    second = Markup(ask.say("自 {} 起。", "Since {}.")).format(day(since))
    return Notice("warn", first, second, ask.link("/sites"), ask.say("查看网站近况", "See the sites"))


def _unproven(details: ReportDetails) -> bool:
    """No page of the issuer's own government ever carried the report."""
    return bool(details.sources) and all(
        one["relation"] in ("upper", "lower", "other") for one in details.sources
    )


def _unconfirmed(ask: Ask, details: ReportDetails) -> Notice | None:
    if not _unproven(details):
        return None
    first = ask.say(
        "这篇报告仅见于其他网站，未经发布机关网站证实",
        "Seen elsewhere only, not confirmed by the issuer's own site",
    )
    return Notice(
        "warn",
        first,
        Markup(ask.say("登载的网站见下方来源表。", "See the sources below.")),
        "#sources",
        "",
    )


def _decided(ask: Ask, details: ReportDetails) -> Notice | None:
    if not details.decisions:
        return None
    last = details.decisions[-1]
    return Notice(
        "", decided_what(ask, last), decided_by(ask, last), "#sources", ask.say("查看来源", "See the sources")
    )


def removal_words(ask: Ask) -> str:
    """The removal rule of this archive, in words."""
    rule = removal_rule(ask.cursor)
    days = (
        ask.say(f"，首末两晚相隔至少 {rule.days} 天", f" over at least {rule.days} days") if rule.days else ""
    )
    return ask.say(
        f"本档案的认定条件：{rule.nights} 个夜晚{days}。",
        f"The rule of this archive: {rule.nights} night{'s' if rule.nights > 1 else ''}{days}.",
    )


def decided_what(ask: Ask, decision: Row) -> str:
    """A person's decision about a report, in one line: its year or its government differs from what was
    read."""
    former = [one for one in decision["former"] if one != decision["report_id"]]
    if not former:
        return ask.say("这篇报告的归属经人工认定", "A person decided which report this page carries")
    now, before = decision["report_id"], former[-1]
    place, year = now[:6] != before[:6], now[6:11] != before[6:11]
    if year and not place and before[7:11].isdigit() and now[7:11].isdigit():
        return ask.say(
            f"报告年度经人工更正：{before[7:11]} 改为 {now[7:11]}",
            f"The report year was corrected by hand: {before[7:11]} became {now[7:11]}",
        )
    what = ask.say("发布机关", "issuer") if place and not year else ask.say("归属", "report")
    return ask.say(
        f"{what}经人工更正：编号 {before} 改为 {now}",
        f"The {what} was corrected by hand: {before} became {now}",
    )


def decided_by(ask: Ask, decision: Row) -> Markup:
    """Who decided it, when and why, with the former report ids that still lead here."""
    told = Markup(ask.say("{} 于 {} 认定，理由：{}。", "{} decided it on {}: {}.")).format(
        decision["decided_by"], day(decision["decided_on"]), decision["reason"].rstrip("。.")
    )
    former = [one for one in decision["former"] if one != decision["report_id"]]
    if former:
        told += Markup(ask.say("原编号 {} 仍可打开本页。", " {} still leads here.")).format("、".join(former))
    return told


def _number(ask: Ask, details: ReportDetails) -> Notice | None:
    changed = next((one for one in details.changes if one["number"]), None)
    if changed is None:
        return None
    was = shift(changed["number"])
    many = changed["numbers"] if changed["numbers"] > 1 else 0
    first = ask.say(
        f"这篇报告公布后改过{f' {many} 个' if many else '一个'}数字",
        f"{many or 'One'} number{'s' if many else ''} changed after publication",
    )
    second = Markup(
        ask.say(
            "{}{} 改为 {}。首次抓取到新内容：{}；最后一次抓取到旧内容：{}。",
            "{}{} became {}: new text first read {}, old text last read {}.",
        )
    ).format(
        Markup(ask.say("{}由 ", "{}: ")).format(name) if (name := counted(changed)) else "",
        Markup("<b>{}</b>").format(was.old),
        Markup("<b>{}</b>").format(was.new),
        moment(changed["observed_at"]),
        moment(changed["old_last_seen_at"], "—"),
    )
    number = changed["version_no"]
    path = ask.link(f"/report/{changed['report_id']}/diff/{number - 1}..{number}")
    return Notice("warn", first, second, path, ask.say("查看修改的句子", "See the sentence"))


def _moved(ask: Ask, details: ReportDetails) -> Notice | None:
    event = next((one for one in reversed(details.events) if one["kind"] == "moved"), None)
    if event is None:
        return None
    first = ask.say("这篇报告已变更网址", "This report moved to another address")
    same = not any(
        one["version_no"] == event["version_no"] and one["kind"] == "moved" for one in details.changes
    )
    if same:
        first += ask.say("，文字未变", ", with the same text")
    second = Markup(ask.say("原址为 {}，自 {} 起改为 {}。", "It was at {}; since {} it is at {}.")).format(
        event["from_url"], day(event["observed_at"]), event["url"]
    )
    path = "" if ask.site.static else ask.link("/page", url=event["from_url"])
    return Notice("", first, second, path, ask.say("查看该地址的历史", "See that address"))
