"""The files of deploy/: tried by the programs they are for, where this machine has them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name}, which is not installed here")
    return found


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_alert_rules_fire_when_they_should():
    promtool = program("promtool")
    run(promtool, "check", "rules", str(DEPLOY / "prometheus" / "fazhi.rules.yml"))
    assert "SUCCESS" in run(promtool, "test", "rules", str(DEPLOY / "prometheus" / "fazhi.rules.test.yml"))


def test_the_metrics_are_prometheus_text(demo, tmp_path: Path):
    promtool = program("promtool")
    from flows.operation.metrics import write_metrics

    with write_metrics(demo.data, tmp_path / "fazhi.prom").open() as text:
        done = subprocess.run(
            [promtool, "check", "metrics"], stdin=text, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr


def test_every_alert_and_every_question_of_health_has_its_heading_in_the_runbook():
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^###+ `(\w+)`", page, re.MULTILINE))
    rules = yaml.safe_load((DEPLOY / "prometheus" / "fazhi.rules.yml").read_text(encoding="utf-8"))
    alerts = {rule["alert"] for group in rules["groups"] for rule in group["rules"]}
    assert alerts <= headings
    source = (ROOT / "flows" / "operation" / "health.py").read_text(encoding="utf-8")
    questions = set(re.findall(r'Finding\("(\w+)"', source)) | {"backup", "verify"}
    assert {
        word for line in re.findall(r"^###+ .*$", page, re.MULTILINE) for word in re.findall(r"`(\w+)`", line)
    } >= questions


@pytest.fixture(scope="module")
def units(tmp_path_factory) -> Path:
    """The units, with a program and a user that this machine has."""
    folder = tmp_path_factory.mktemp("units")
    for path in (*SERVICES, *TIMERS):
        text = re.sub(
            r"^ExecStart=\S+", "ExecStart=/bin/true", path.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        (folder / path.name).write_text(re.sub("^User=fazhi$", "User=daemon", text, flags=re.MULTILINE))
    return folder


@pytest.mark.parametrize("name", [path.name for path in (*SERVICES, *TIMERS)])
def test_a_unit_is_understood(units: Path, name: str):
    assert run(program("systemd-analyze"), "verify", "--man=no", str(units / name)) == ""


@pytest.mark.parametrize("name", [path.name for path in SERVICES])
def test_a_service_is_hardened(units: Path, name: str):
    told = run(program("systemd-analyze"), "security", "--offline=true", "--no-pager", str(units / name))
    (exposure,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", told)
    assert float(exposure) <= 2.5


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_tells_when_it_fails_and_stops_in_time(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "OnFailure=fazhi-notify.service" in text or path.name == "fazhi-notify.service"
    assert "Timeout" in text


def test_the_image_holds_every_package_and_the_composition_keeps_its_pages_to_this_machine():
    image = (DEPLOY / "container" / "Containerfile").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (packages,) = re.findall(r"wheel\]\npackages = \[([^\]]*)\]", project)
    for package in re.findall(r'"(\w+)"', packages):
        assert f"COPY {package} {package}" in image
    composed = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text(encoding="utf-8"))
    assert composed["services"].keys() == {"database", "server", "worker"}
    assert composed["services"]["server"]["ports"] == ["127.0.0.1:4200:4200"]
