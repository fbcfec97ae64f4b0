"""A site whose list leads to a host of another shard: what no shard may ask alone, all of them together ask
once."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from crawlers.courtesy_proof import prove, requests_of
from crawlers.host_sharding import shard_of
from crawlers.spec import CrawlSpec
from flows.cluster.night import run_cluster_night
from flows.cluster.night_plan import plan_night
from flows.cluster.settings import Cluster
from flows.cluster.shard_run import run_shard
from flows.pipeline import stages
from flows.pipeline.harvest import harvest
from flows.pipeline.order import CrawlOrder
from records import Site
from storage.archive import Archive
from storage.database.fingerprint import content
from storage.database.identity import archive_id
from storage.database.lake import Lake
from storage.database.lock import writer_lock
from storage.evidence.object_store import ObjectStore
from storage.paths import DataDir
from storage.publishing.query import open_published
from tests.crawlers.web import Answer, Web, link, page, serving

OWN, OTHER = "www.cixi.gov.cn", "www.xiangshan.gov.cn"
SITES = tuple(
    Site(f"{code}-x", code, f"http://{host}/", (f"http://{host}/",), (host,))
    for code, host in (("330282", OWN), ("330225", OTHER))
)
ELSEWHERE = f"http://{OTHER}/fz/t20210101_9.html"
SHARDS = next(count for count in range(2, 99) if shard_of(OWN, count, {}) != shard_of(OTHER, count, {}))
PARTS = ("一、主要举措和成效", "二、存在的不足", "三、下一年度安排")


def report(issuer: str, year: int) -> tuple[str, Answer]:
    title = f"{issuer}{year}年法治政府建设年度报告"
    told = (
        f"{year}年，全市推进法治政府建设，全年审查合同{year % 100}份，提出意见71条，开展培训3次，成效明显。"
    )
    text = "".join(f"<p>{part}</p><p>{told}</p>" for part in PARTS)
    return title, page(f"<h1>{title}</h1><div id='zoom'>{text}</div>")


def web_of_two() -> dict[str, Answer | list[Answer]]:
    """Two sites with lists of their own; that of OWN also names a report that lies at OTHER."""
    answers: dict[str, Answer | list[Answer]] = {}
    listed: dict[str, list[str]] = {OWN: [], OTHER: []}
    for host, issuer, year in ((OWN, "慈溪市", 2023), (OWN, "慈溪市", 2021), (OTHER, "象山县", 2022)):
        url = f"http://{host}/fz/t{year + 1}0101_1.html"
        title, answers[url] = report(issuer, year)
        listed[host].append(link(url, title, f"{year + 1}-01-01"))
    title, answers[ELSEWHERE] = report("慈溪市", 2020)
    listed[OWN].append(link(ELSEWHERE, title, "2021-01-01"))
    for host, lines in listed.items():
        answers[f"http://{host}/"] = page(link("/fz/", "法治政府建设"))
        answers[f"http://{host}/fz/"] = page(*lines)
    return answers


def order(web: Web) -> CrawlOrder:
    return CrawlOrder(SITES, via=web.address, delay=0.01)


@pytest.fixture
def cluster(catalogue: str, tmp_path: Path) -> Cluster:
    lake = str(tmp_path / "lake")
    return Cluster(str(tmp_path / "store"), catalogue, shards=SHARDS, lease_seconds=30, lake=lake)


@pytest.fixture
def night(cluster: Cluster, tmp_path: Path) -> Callable[[DataDir, Web], None]:
    """A night over two workers on this machine, until the last of them has ended."""

    def play(data: DataDir, web: Web) -> None:
        workers: list[threading.Thread] = []

        def start(name: str, shard: str) -> None:
            asked = (DataDir(tmp_path / f"worker-{shard}"), cluster, name, shard)
            workers.append(threading.Thread(target=run_shard, args=asked, kwargs={"wait_seconds": 120}))
            workers[-1].start()

        run_cluster_night(data, cluster, order(web), stages, start)
        for worker in workers:
            worker.join()

    return play


def specs(data: DataDir) -> dict[str, CrawlSpec]:
    """The crawls of an archive by their shard's number, `joint` for one that held them all."""
    found: dict[str, CrawlSpec] = {}
    for folder in sorted(data.crawls.iterdir()):
        spec = CrawlSpec.from_json((folder / "spec.json").read_text(encoding="utf-8"))
        assert spec.fence is not None
        found["joint" if spec.fence.joint else str(spec.fence.shard)] = spec
    return found


def at_once(web: Web, host: str) -> int:
    """The most requests that a host answered at the same time."""
    most = now = 0
    for event, asked, _, _ in web.asked:
        if asked == host:
            now += 1 if event == "start" else -1
            most = max(most, now)
    return most


@pytest.mark.timeout(600)
def test_where_a_list_leads_to_another_shard_all_leases_are_held_for_it(
    night: Callable[[DataDir, Web], None], cluster: Cluster, tmp_path: Path
):
    single, many = DataDir(tmp_path / "single"), DataDir(tmp_path / "many")
    with serving(web_of_two()) as web:
        harvest(single, order(web), stages)
    with serving(web_of_two()) as web:
        night(many, web)
    crawls = specs(many)
    assert len(crawls) == 3
    joint = crawls.pop("joint")
    assert [one.site_id for one in joint.sites] == [SITES[0].site_id]
    assert set(joint.resume) >= {crawls[str(shard_of(OWN, SHARDS, {}))].crawl_id}
    assert joint.fence is not None
    assert len(joint.fence.leases) == SHARDS
    assert web.urls().count(ELSEWHERE) == 1
    assert {at_once(web, host) for host in (OWN, OTHER)} == {1}
    proofs = prove(asked for folder in many.crawls.iterdir() for asked in requests_of(folder))
    assert not any(proof.violations for proof in proofs)
    with open_published(single) as one, open_published(many) as other:
        assert content(one) == content(other)
        assert len(content(other)["report"]) == 4
        evidence = other.execute("SELECT count(*) FROM internal.capture").fetchone()
    with Lake.open(cluster.database, cluster.lake) as lake:
        assert lake.count("capture") == (evidence or [0])[0] > 0
        assert lake.count("extraction") == 6
    # From now on the two are in one shard, and no joint crawl is needed.
    with Archive.open(many) as archive:
        assert archive.hosts_led_to([SITES[0].site_id])[SITES[0].site_id] == {OWN, OTHER}
    with writer_lock(many):
        plan = plan_night(many, order(web), ObjectStore(cluster.store), archive_id(many), SHARDS)
    assert len(plan.shards) == 1
