"""The numbers for Prometheus: a text file for node_exporter's textfile collector, no label per site."""

from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from flows.operation.disk import disk
from flows.operation.health import examine, published_age, published_manifest
from flows.operation.journal import JOBS, hours_since, last
from records import clock
from storage.errors import NotPublished
from storage.paths import DataDir
from storage.publishing.query import open_published, rows

HOUR = 3600
NAN = float("nan")
SITES = "SELECT coalesce(split_part(verdict, ':', 1), 'never_crawled') AS verdict, count(*) AS n FROM site_health GROUP BY ALL"
REPORTS = "SELECT status, count(*) AS n FROM reports GROUP BY ALL"
EVENTS = """
SELECT kind, count(*) AS n FROM events
WHERE observed_at > (SELECT max(observed_at) FROM events) - INTERVAL 24 HOUR GROUP BY ALL
"""


def write_metrics(data: DataDir, path: Path | None = None) -> Path:
    """Writes all metrics atomically to path, or to operation/fazhi.prom. Returns the file."""
    registry = CollectorRegistry()
    now = clock.now()
    age = published_age(published_manifest(data), now)
    _gauge(registry, "published_age_seconds", "Since the last publishing", NAN if age is None else age * HOUR)
    for job in JOBS:
        kept = last(data, job)
        since = hours_since(kept.get("ok_at"), now)
        _gauge(registry, f"{job}_ok", f"Whether the last {job} ended well", float(kept.get("ok", NAN)))
        _gauge(
            registry,
            f"{job}_age_seconds",
            f"Since the last good {job}",
            NAN if since is None else since * HOUR,
        )
    _gauge(
        registry,
        "courtesy_violations",
        "Requests of the last night that came too early",
        float(last(data, "courtesy").get("violations", 0)),
    )
    room = disk(data)
    _gauge(registry, "disk_free_bytes", "Free on the disk of the data folder", room.free)
    _gauge(registry, "disk_needed_bytes", "What a night needs", room.needed)
    _gauge(
        registry,
        "disk_nights_left",
        "Nights until it is full",
        NAN if room.days_left is None else room.days_left,
    )
    healthy = Gauge("fazhi_healthy", "What `fazhi health` says, by question", ["question"], registry=registry)
    for finding in examine(data):
        healthy.labels(finding.key).set(finding.ok)
    _archive(data, registry)
    target = path or data.operation / "fazhi.prom"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_to_textfile(str(target), registry)
    return target


def _archive(data: DataDir, registry: CollectorRegistry) -> None:
    """Counts of the published archive; nothing if nothing is published."""
    try:
        connection = open_published(data)
    except NotPublished:
        return
    counted = (
        ("sites", "Sites by verdict", "verdict", SITES),
        ("reports", "Reports by status", "status", REPORTS),
        ("events_last_night", "Events of the last 24 hours seen, by kind", "kind", EVENTS),
    )
    with connection:
        for name, text, label, query in counted:
            gauge = Gauge(f"fazhi_{name}", text, [label], registry=registry)
            for row in rows(connection, query):
                gauge.labels(row[label]).set(row["n"])


def _gauge(registry: CollectorRegistry, name: str, text: str, value: float) -> None:
    Gauge(f"fazhi_{name}", text, registry=registry).set(value)
