"""Lists that a script fills from a back end nobody listed: the call is written out, the reply read by its
shape."""

import json
from datetime import date

import pytest

from extraction.families import recognise
from extraction.markup.page import read_page
from extraction.navigation import survey
from extraction.scripts.list_calls import list_pages_by_call

COLUMN = "http://www.a.gov.cn/zwgk/fzzf/"


def shell(script: str, body: str = "<ul id='list'></ul>") -> str:
    return f"<html><body><h2>法治政府建设年度报告</h2>{body}<script>{script}</script></body></html>"


def asked(script: str, body: str = "<ul id='list'></ul>") -> list[tuple[str, str, str]]:
    page = read_page(shell(script, body).encode(), COLUMN, "utf-8")
    return [(one.method, one.url, one.body) for one in list_pages_by_call(page)[:2]]


CALLS = {
    "ajax post of a form": (
        "var pageNo=1; function load(pageNo){$.ajax({url:'/irs/front/search',type:'post',dataType:'json',"
        "data:{code:'17b',pageNo:pageNo,pageSize:10,searchWord:''},success:function(r){draw(r)}})}",
        ("POST", "http://www.a.gov.cn/irs/front/search?code=17b&pageNo=2&pageSize=10&searchWord="),
    ),
    "ajax post of JSON": (
        "function load(p){$.ajax({type:'POST',url:'/irs/front/list',contentType:'application/json',"
        "data:JSON.stringify({channelId:'c8',page:p,size:20}),success:draw})}",
        ("POST", "http://www.a.gov.cn/irs/front/list?page=2"),
    ),
    "getJSON with the page in the address": (
        "let page=1;function more(){$.getJSON('/api/docs?col=77&page='+page+'&size=15',function(d){})}",
        ("GET", "http://www.a.gov.cn/api/docs?col=77&page=2&size=15"),
    ),
    "axios with params": (
        "const load=(current)=>{axios.get('/api/article/list',{params:{channel:'fz',current:current,size:10}}).then(r=>{})}",
        ("GET", "http://www.a.gov.cn/api/article/list?channel=fz&current=2&size=10"),
    ),
    "axios post": (
        "axios.post('/gw/list',{columnId:42,pageNum:this.pageNum,pageSize:10}).then(function(r){})",
        ("POST", "http://www.a.gov.cn/gw/list?pageNum=2"),
    ),
    "fetch with a body of JSON": (
        "async function q(page){const r=await fetch('/q',{method:'POST',headers:{'Content-Type':'application/json'},"
        "body:JSON.stringify({id:'9',page:page,rows:20})})}",
        ("POST", "http://www.a.gov.cn/q?page=2"),
    ),
    "fetch of an address": (
        "function q(pn){fetch(`/list.do?id=9&pn=${pn}`).then(r=>r.json())}",
        ("GET", "http://www.a.gov.cn/list.do?id=9&pn=2"),
    ),
    "a hidden field": (
        "function go(page){$.post('/l',{channel:$('#channel').val(),page:page,rows:10},function(){})}",
        ("POST", "http://www.a.gov.cn/l?channel=7788&page=2&rows=10"),
    ),
    "counted from nought": (
        "var pageIndex=0;function l(){$.get('/l',{c:3,pageIndex:pageIndex,size:9},f)}",
        ("GET", "http://www.a.gov.cn/l?c=3&pageIndex=1&size=9"),
    ),
    "what is sent in a variable": (
        "var q={c:3,page:1,size:9};$.ajax({url:'/l',data:q,success:f})",
        ("GET", "http://www.a.gov.cn/l?c=3&page=2&size=9"),
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_is_written_out(name: str) -> None:
    script, second = CALLS[name]
    found = asked(script, "<ul></ul><input type='hidden' id='channel' value='7788'>")
    assert len(found) == 2
    assert found[1][:2] == second


@pytest.mark.parametrize(
    "script",
    [
        "$.ajax({url:base+'/l',data:{page:p,size:9}})",  # an address that another script knows
        "$.post('/l',{token:getToken(),page:p,size:9})",  # a token that is made elsewhere
        "$.get('http://elsewhere.com/l',{page:p,size:9})",
        "$.get('/weather',{city:'清水'})",
    ],
)
def test_a_call_that_is_not_understood_is_only_named(script: str) -> None:
    assert asked(script) == []


REPLIES = {
    "海云": {
        "code": 200,
        "data": {
            "middle": {
                "total": 12,
                "list": [
                    {
                        "title": "清水县2024年<em>法治政府</em>建设报告",
                        "url": "/art/2024/1.html",
                        "time": "2025-02-03 08:00",
                    }
                ],
            }
        },
    },
    "rows and epoch": {
        "rows": [
            {
                "docTitle": "清水县2024年法治政府建设报告",
                "docPubUrl": "/art/2024/1.html",
                "pubTime": 1738540800000,
            }
        ],
        "totalCount": "12",
    },
    "page of Spring": {
        "content": [
            {
                "id": 5,
                "infoTitle": "清水县2024年法治政府建设报告",
                "linkUrl": "art/2024/1.html",
                "releaseDate": "2025年2月3日",
            }
        ],
        "totalElements": 12,
        "number": 0,
    },
}


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_is_read_by_its_shape(name: str) -> None:
    page = read_page(
        json.dumps(REPLIES[name], ensure_ascii=False).encode(), "http://www.a.gov.cn/irs/l?page=1", "utf-8"
    )
    assert recognise(page).name == "generic"
    listing = recognise(page).read_listing(page)
    (link,) = listing.links
    assert link.title == "清水县2024年法治政府建设报告"
    assert link.url.endswith("/art/2024/1.html")
    assert link.listed_on == date(2025, 2, 3)
    assert (listing.promised_items, listing.problem) == (12, "")


def test_records_without_an_address_are_a_problem() -> None:
    reply = {"rows": [{"title": "清水县2024年法治政府建设报告", "id": 7}], "total": 1}
    page = read_page(json.dumps(reply, ensure_ascii=False).encode(), "http://www.a.gov.cn/l?page=1", "utf-8")
    listing = recognise(page).read_listing(page)
    assert (listing.links, listing.problem) == ((), "1 records without an address")


def test_a_column_filled_by_such_a_call_is_a_list() -> None:
    script, _ = CALLS["ajax post of a form"]
    page = read_page(shell(script).encode(), COLUMN, "utf-8")
    seen = survey(page)
    assert seen.role == "list"
    assert len(seen.listing.series) > 1
    assert seen.listing.problem == ""
