"""Many nights, one day apart, over the hosts of one story; the replica lives as long as they do."""

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import replica
from flows.pipeline.order import CHINA, CrawlOrder
from rehearsal.clock import clock_at
from rehearsal.night import Night, harvest, sites_of
from storage.paths import DataDir

log = logging.getLogger(__name__)

# When a night begins, by China's clock.
BEGINS = time(1, 0, tzinfo=CHINA)


def play_story(
    data: DataDir,
    zoo: replica.Zoo,
    truth: dict[str, Any],
    nights: Sequence[int],
    *,
    whole: int = 1,
    publish: int = 0,
) -> Iterator[Night]:
    """Plays these nights of the zoo's story, and gives each when it is over.

    In the last and every `whole`-th before it all pages are asked for again, in the others those that are
    due; in the last and every `publish`-th before it the archive is published, never with 0.
    """
    sites = sites_of(truth["hosts"])
    with replica.running(1, zoo=zoo) as pretend:
        for left, number in zip(reversed(range(len(nights))), nights, strict=True):
            pretend.turn_to(number)
            order = CrawlOrder(
                sites,
                via=pretend.address,
                timeout=zoo.patience,
                recheck="due" if left % whole else "all",
            )
            night = Night(number, {})
            with clock_at(begins_at(truth, number)):
                harvest(data, order, night, publish=publish > 0 and left % publish == 0)
            night.requests = pretend.served()
            log.info("night %d: %s", number, {stage: round(took, 1) for stage, took in night.seconds.items()})
            yield night


def begins_at(truth: dict[str, Any], number: int) -> datetime:
    """When a night begins (naive UTC)."""
    day = date.fromisoformat(truth["first_day"]) + timedelta(days=number - 1)
    return datetime.combine(day, BEGINS).astimezone(UTC).replace(tzinfo=None)


def night_of(truth: dict[str, Any], moment: datetime) -> int:
    """The number of the night in which something was seen (naive UTC)."""
    return (moment - begins_at(truth, 1)).days + 1
