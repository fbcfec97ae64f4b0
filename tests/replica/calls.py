"""What a list page's script would ask for: the calls of each platform, paged to their end by a plain
client."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode, urljoin

from tests.replica.browser import Browser

HREF = re.compile(r"""href=["']([^"'#]+)["']""")
MOST_PAGES = 60


def called(browser: Browser, url: str, text: str) -> list[str]:
    """The addresses that the calls of this page bring, absolute."""
    reader = next((read for mark, read in READERS if mark in text), None)
    return [urljoin(url, unescape(link)) for link in reader(browser, url, text)] if reader else []


def _ucap(browser: Browser, url: str, text: str) -> list[str]:
    call = re.search(r'loadList\("([^"]+)"\)', text)
    assert call
    links: list[str] = []
    for number in range(1, MOST_PAGES):
        answer = browser.ask(urljoin(url, re.sub(r"page=\d+$", f"page={number}", call[1]))).text
        more = (
            [r["url"] for r in json.loads(answer)["data"]["results"]]
            if answer[0] == "{"
            else HREF.findall(answer)
        )
        if not more:
            return links
        links += more
    raise AssertionError(f"no end at {url}")


def _jpaas(browser: Browser, url: str, text: str) -> list[str]:
    links: list[str] = []
    for unit, data in re.findall(r' url="([^"]+)" queryData="([^"]+)"', text):
        query = dict(re.findall(r"'(\w+)':'([^']*)'", data))
        for number in range(1, MOST_PAGES):
            asked = urlencode(
                query | {"paramJson": json.dumps({"pageNo": number, "pageSize": 15})}, quote_via=quote
            )
            reply = json.loads(browser.ask(urljoin(url, f"{unit}?{asked}")).text)
            more = HREF.findall(reply["data"]["html"])
            if not more or set(more) <= set(links):
                break
            links += more
    return links


def _xxgk(browser: Browser, url: str, text: str) -> list[str]:
    tree = re.search(r'<iframe id="tree" src="([^"]+)"', text)
    call = re.search(
        r"loadDynamic\('([^']+)', \{infotypeId:'(\w+)', jdid:'(\d+)', area:'(\d+)', divid:'(\w+)'", text
    )
    assert tree and call
    links = HREF.findall(browser.ask(urljoin(url, unescape(tree[1]))).text)
    form = urlencode(dict(zip(("infotypeId", "jdid", "area", "divid"), call.groups()[1:], strict=True)))
    pages = 1
    number = 0
    while number < pages:
        number += 1
        link = urljoin(url, call[1].replace("currpage=1", f"currpage={number}"))
        answer = browser.ask(link, method="POST", body=form).text
        pages = int(re.search(r"共&nbsp;(\d+)&nbsp;页", answer)[1])  # type: ignore[index]
        links += HREF.findall(answer)
    return links


def _lonsun(browser: Browser, url: str, text: str) -> list[str]:
    call = re.search(r'\.load\("([^"]+)"\)', text)
    count = re.search(r"pageCount:(\d+)", text)
    assert call and count
    pages = range(1, int(count[1]) + 1)
    answers = [
        browser.ask(urljoin(url, call[1].replace("pageIndex=1&", f"pageIndex={number}&"))).text
        for number in pages
    ]
    after = browser.ask(urljoin(url, call[1].replace("pageIndex=1&", f"pageIndex={int(count[1]) + 1}&"))).text
    assert after == "暂无相关信息"
    return HREF.findall("".join(answers))


def _urls_pc(browser: Browser, url: str, text: str) -> list[str]:
    listed = re.search(r"total:(\d+),pageSize:(\d+),webSiteCode:'(\w+)',channelCode:'(\w+)'", text)
    array = re.search(r"articleList:(\[.*\])\};", text)
    assert listed and array
    articles: list[dict[str, Any]] = json.loads(array[1])
    total, size, site, channel = listed.groups()
    number = 1
    while len(articles) < int(total):
        number += 1
        form = {"current": number, "pageSize": size, "webSiteCode[]": site, "channelCode[]": channel}
        answer = browser.ask(urljoin(url, "/queryList"), method="POST", body=urlencode(form))
        more = [result["source"] for result in json.loads(answer.text)["data"]["results"]]
        assert more
        articles += more
    return [json.loads(article["urls"])["pc"] for article in articles]


def _epoint(browser: Browser, url: str, text: str) -> list[str]:
    info = browser.ask(urljoin(url, "/js/webBuilderCommon.js")).text
    project, guid = re.search(r'projectName: "([^"]+)", siteGuid: "([^"]+)"', info).groups()  # type: ignore[union-attr]
    category = re.search(r"categorynum=(\d+)", url)
    links: list[str] = []
    for number in range(MOST_PAGES) if category else ():
        asked = {
            "deptcode": "",
            "categorynum": category[1],
            "siteGuid": guid,
            "pageIndex": number,
            "pageSize": 20,
        }  # type: ignore[index]
        call = urljoin(url, f"/{project}/rest/lightfrontaction/getgovinfolist")
        reply = json.loads(browser.ask(call, method="POST", body=json.dumps(asked)).text)["custom"]
        links += [item["infourl"] for item in reply["data"]]
        if len(links) >= reply["total"]:
            return links
    return links


READERS = (
    ("loadList(", _ucap),
    ("unitbuild.js", _jpaas),
    ("loadDynamic(", _xxgk),
    ("labelName=publicInfoList", _lonsun),
    ("var listPage", _urls_pc),
    ("webBuilderCommon.js", _epoint),
)
