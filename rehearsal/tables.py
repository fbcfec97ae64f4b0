"""The result of a rehearsal as tables for people, and whether it is good enough."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import mean

from rich.console import Console
from rich.table import Table

from rehearsal.night import Night
from rehearsal.verdicts import Host

BEHAVES = "(behaves)"
ENOUGH = 0.995
"""The share of the reports of well-behaved hosts that discovery must find."""


def show(console: Console, night: Night, hosts: Sequence[Host], details: int) -> bool:
    """Prints how a night went; True when it was good enough. details is how many oddities are named."""
    console.rule(f"Night {night.number}: {len(hosts)} hosts")
    console.print(_by(hosts, "misbehaviour", lambda host: host.misbehaviour or BEHAVES))
    well = [host for host in hosts if not host.misbehaviour]
    console.print(_by(well, "platform (well-behaved hosts)", lambda host: host.platform))
    _show_oddities(console, hosts, details)
    share = _found(well)
    false = sum(len(host.false) for host in hosts)
    wrong = [host for host in hosts if not host.is_right]
    asked = [night.requests.get(host, 0) for host in _hosts_of(night, well)]
    console.print(
        f"well-behaved hosts: {share:.2%} of their reports found; {false} false reports;"
        f" {len(hosts) - len(wrong)} of {len(hosts)} hosts concluded right"
    )
    console.print(
        f"requests: {sum(night.requests.values())} in all, {mean(asked or [0]):.2f} a well-behaved host;"
        f" the crawl held {night.crawler_bytes / 2**20:.0f} MB at the most, the process that read, folded and"
        f" published {night.bytes / 2**20:.0f} MB"
    )
    removed = sum(len(host.removed) for host in hosts)
    _show_broken(console, hosts, removed)
    console.print("seconds: " + ", ".join(f"{stage} {took:.1f}" for stage, took in night.seconds.items()))
    if night.refused:
        console.print(night.refused, style="yellow", markup=False)
    else:
        console.print(f"published: {night.published['report']} reports")
    return share >= ENOUGH and not (false or wrong or removed or night.refused)


def _show_broken(console: Console, hosts: Sequence[Host], removed: int) -> None:
    """What was made of hosts that broke their own lists: nothing of theirs is gone, and it must be said."""
    broken = [host for host in hosts if host.expected.startswith("broken_listing")]
    console.print(
        f"lists that their hosts broke: {sum(host.is_right for host in broken)} of {len(broken)} told as broken"
    )
    console.print(f"reports told as removed, which none was: {removed}")


def _hosts_of(night: Night, hosts: Sequence[Host]) -> list[str]:
    adcodes = {host.adcode for host in hosts}
    return [told["host"] for told in night.truth["governments"] if told["adcode"] in adcodes]


def _found(hosts: Sequence[Host]) -> float:
    reports = sum(host.reports for host in hosts)
    return 1 - sum(len(host.missing) for host in hosts) / reports if reports else 1.0


def _by(hosts: Sequence[Host], name: str, key: Callable[[Host], str]) -> Table:
    groups: dict[str, list[Host]] = defaultdict(list)
    for host in hosts:
        groups[key(host)].append(host)
    table = Table(name, "hosts", "right", "reports", "found", "wrong fields", "false", "expected")
    for group, members in sorted(groups.items()):
        right = sum(host.is_right for host in members)
        reports = sum(host.reports for host in members)
        table.add_row(
            group,
            str(len(members)),
            str(right) if right == len(members) else f"[red]{right}[/red]",
            str(reports),
            str(reports - sum(len(host.missing) for host in members)),
            str(sum(len(host.wrong) for host in members)),
            str(sum(len(host.false) for host in members)),
            members[0].expected if key(members[0]) == members[0].misbehaviour else "",
        )
    return table


def _show_oddities(console: Console, hosts: Sequence[Host], details: int) -> None:
    """The first few hosts of which something else was concluded, or found, than is true."""
    told = 0
    for host in hosts:
        lost = host.missing if host.findable else ()
        odd = [*(f"missing {url}" for url in lost), *(f"wrong {what}" for what in host.wrong)]
        odd += [f"false {url}" for url in host.false]
        odd += [f"removed {report_id}" for report_id in host.removed]
        if not host.is_right:
            odd.insert(0, f"concluded {host.concluded}, expected {host.expected}")
        if odd and told < details:
            told += 1
            console.print(f"{host.adcode} {host.platform} {host.misbehaviour}", style="bold", markup=False)
            for line in odd[:4]:
                console.print(f"  {line}", markup=False, soft_wrap=True)
