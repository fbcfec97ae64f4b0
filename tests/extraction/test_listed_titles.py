"""What the title of an item says before its page was read."""

import pytest

from extraction.facts.listed_titles import Listed, read_listed_title


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("慈溪市2021年法治政府建设情况报告", "330282", Listed(True, 2021, "330282")),
        ("2021年法治政府建设年度报告", "330282", Listed(True, 2021, "330282")),
        ("慈溪市2021年法治政府建设工作总结及2022年工作计划", "330282", Listed(True, 2021, "330282")),
        ("慈溪市2021年法治政府建设情况报告", "330200", Listed(True, 2021, "330282")),
        ("法治政府建设情况报告", "330282", Listed(True, None, "330282")),
        ("慈溪市水务局2021年法治政府建设情况报告", "330282", Listed(False, 2021)),
        ("慈溪市2021年法治政府建设工作要点", "330282", Listed(False)),
        ("《慈溪市2021年法治政府建设情况报告》解读", "330282", Listed(False)),
        ("2021年法治政府建设年度报告", "", Listed(True, 2021, None)),
        # Nobody knows this county: it may be what the site calls its own.
        ("云溪县2021年法治政府建设年度报告", "330282", Listed(True, 2021, "330282")),
    ],
)
def test_what_a_listed_title_says(title: str, site: str, expected: Listed) -> None:
    assert read_listed_title(title, site) == expected
