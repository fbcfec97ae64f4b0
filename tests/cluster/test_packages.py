"""What one machine installs has nothing of a cluster; what a cluster installs is the same, and more."""

import re
import tomllib

from tests.conftest import ROOT


def locked(name: str) -> dict[str, str]:
    """The versions of a lock by package."""
    return dict(
        re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    )


def wanted() -> set[str]:
    """The packages of the extra, and those that a cluster is tried on."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [
        *told["project"]["optional-dependencies"]["cluster"],
        *told["dependency-groups"]["cluster-trial"],
    ]
    return {re.split(r"[\[<>=~!]", name)[0] for name in names}


def test_one_machine_needs_no_package_of_a_cluster():
    assert len(wanted()) > 5
    assert not wanted() & locked("requirements.lock").keys()


def test_the_lock_of_a_cluster_is_that_of_one_machine_and_what_the_extra_adds():
    one, many = locked("requirements.lock"), locked("requirements-cluster.lock")
    assert {name: many.get(name) for name in one} == one
    assert wanted() <= many.keys()
    extensions = {many[name] for name in many if name.startswith("duckdb-extension")}
    assert extensions == {many["duckdb"]}
