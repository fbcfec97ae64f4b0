"""Lines that a server writes anew for every visitor are no text; days of publication and sign-offs are."""

from datetime import date

import pytest

from extraction.prose.text import Words
from extraction.prose.visits import is_of_visit

TODAY = date(2026, 6, 20)
OF_VISIT = (
    "打印日期：2026年6月20日",
    "（打印时间：2026-06-20 08:00:12）",
    "浏览时间：2019-1-1",
    "当前时间：08:00:12",
    "今天是2026年6月20日 星期六",
    "系统时间：2026年6月20日 星期六 08时00分",
    "本页面于2026年6月20日打印",
    "您于2026-06-20 08:00访问本页",
    "数据快照：2026-06-20",
    "天气预报：2026年6月19日",
)
NONE_OF_IT = (
    "2026年6月20日",
    "发布日期：2026年6月20日",
    "日期：2026年6月20日",
    "签发日期：2026-06-20",
    "审核时间：2026年6月20日",
    "数据快照：2026-06-18",
    "施行日期：2026年6月20日",
    "2026年6月20日，区长到行政服务中心查看办件情况。",
    "一、打印证照411件",
    "清水县人民政府",
)


@pytest.mark.parametrize("line", OF_VISIT)
def test_the_day_of_the_visit(line: str) -> None:
    assert is_of_visit(Words(line), TODAY)


@pytest.mark.parametrize("line", NONE_OF_IT)
def test_what_stays(line: str) -> None:
    assert not is_of_visit(Words(line), TODAY)
