"""`fazhi verify courtesy`: check the pauses between requests in the crawl logs."""

from crawlers.courtesy_proof import HostProof, prove, requests_of
from flows.errors import DiscourtesyFound
from flows.rendering.tables import print_table
from storage.evidence.crawl_logs import stored
from storage.paths import DataDir

_MOST_HOSTS = 40


def show_courtesy(data: DataDir, crawl_id: str = "") -> None:
    """Prints how every host was treated, smallest margins first, and one line per violation. Raises
    DiscourtesyFound if there is one."""
    folders = [data.crawl(crawl_id)] if crawl_id else sorted(data.crawls.glob("*"))
    known = [folder for folder in folders if stored(folder / "spec.json")]
    if crawl_id and not known:
        raise DiscourtesyFound(f"{data.crawl(crawl_id)} has no crawl log: courtesy cannot be proved")
    proofs = prove(asked for folder in known for asked in requests_of(folder))
    proofs.sort(key=_spare)
    names = ("host", "requests", "smallest gap (s)", "demanded (s)")
    print_table(names, [_row(proof) for proof in proofs[:_MOST_HOSTS]])
    if len(proofs) > _MOST_HOSTS:
        print(f"… and {len(proofs) - _MOST_HOSTS} hosts with more to spare")
    violations = [gap for proof in proofs for gap in proof.violations]
    for gap in violations:
        print(
            f"violation: {gap.host}: {gap.second.url} was requested {gap.seconds:.3f} s after the response of"
            f" {gap.first.url}, {gap.demanded:.3f} s were required"
        )
    total = sum(proof.requests for proof in proofs)
    if violations:
        raise DiscourtesyFound(f"{len(violations)} of {total} requests were sent too early")
    print(f"{total} requests to {len(proofs)} hosts in {len(known)} crawls: none came too early")


def _spare(proof: HostProof) -> float:
    gap = proof.narrowest
    return gap.seconds - gap.demanded if gap else float("inf")


def _row(proof: HostProof) -> list[object]:
    gap = proof.narrowest
    shown = (f"{gap.seconds:.3f}", f"{gap.demanded:.3f}") if gap else ("", "")
    return [proof.host, proof.requests, *shown]
