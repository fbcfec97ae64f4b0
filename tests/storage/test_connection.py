"""What opening an archive does to the process that opens it."""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from storage.database.connection import connect


class Asked:
    """Notes which modules Python looks for."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        self.names.append(name)


@pytest.mark.skipif(find_spec("pandas") is not None, reason="pandas is installed here: it is found at once")
def test_a_parameter_is_no_search_for_pandas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with connect(tmp_path / "some.duckdb") as connection:
        monkeypatch.setattr(sys, "meta_path", [asked := Asked(), *sys.meta_path])
        assert connection.execute("SELECT ?, ?", ["330282", 2024]).fetchone() == ("330282", 2024)
    assert "pandas" not in asked.names
    with pytest.raises(ModuleNotFoundError):
        import pandas  # noqa: F401


def test_pandas_that_is_installed_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", sys)  # so that what is there now comes back afterwards
    del sys.modules["pandas"]
    (tmp_path / "pandas.py").write_text("HERE = True\n")
    monkeypatch.syspath_prepend(tmp_path)
    with connect(":memory:"):
        import pandas

        assert pandas.HERE
