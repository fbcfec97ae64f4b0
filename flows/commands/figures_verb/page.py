"""`fazhi figures review --page`: a web page on this machine that shows figures with their sentences, for a
person's decisions.

The server listens on loopback only, needs no scripts, and accepts decisions only from forms it made.
"""

import secrets
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from jinja2 import Environment
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from flows.commands.figures_verb.review import TO_DECIDE
from records import clock
from storage.errors import DecisionsInvalid
from storage.history.figure_decisions import COLUMNS, add_figure_decisions, read_figure_decisions
from storage.lookup.figures import checked_code
from storage.paths import DataDir
from storage.publishing.query import open_published

HERE = "127.0.0.1"
PAGE = 20
LARGEST = 64_000  # bytes of a form
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STYLE = """body{font:16px/1.6 sans-serif;max-width:60em;margin:1em auto;padding:0 1em}
article{border-top:1px solid #999;padding:.6em 0}mark{background:#fe6;color:#000}
fieldset{border:0;padding:0;margin:.3em 0}label{margin-right:1em}.fault{color:#a00}"""
TEMPLATE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Figures to decide · 待核对的数字</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head><body>
<h1>Figures to decide · 待核对的数字</h1>
<p>{{ left }} of {{ total }} are undecided, the least sure first; {{ by }} decides.
 共 {{ total }} 条，{{ left }} 条待核对，置信度低的在前；核对人：{{ by }}。</p>
{% if fault %}<p class="fault" role="alert">{{ fault }}</p>{% endif %}
{% for one in rows %}<article id="n{{ loop.index }}"><h2>{{ one.name }} <code>{{ one.code }}</code>: {{ one.value }} {{ one.unit }}</h2>
<p lang="zh-CN">{{ one.before }}<mark>{{ one.printed }}</mark>{{ one.after }}</p>
<p>{{ one.report_id }} · {{ one.scope }} · {{ one.period }} · {{ one.rule }} · {{ one.confidence }}</p>
<form method="post" action="/decide">{% for name in ("report_id", "code", "printed", "sentence") %}
<input type="hidden" name="{{ name }}" value="{{ one[name] }}">{% endfor %}
<input type="hidden" name="token" value="{{ token }}"><input type="hidden" name="start" value="{{ start }}">
<fieldset><legend>Decision · 结论</legend>
<label><input type="radio" name="decision" value="accept" required> accept 正确</label>
<label><input type="radio" name="decision" value="correct"> correct 更正为
 <input name="value" size="12" inputmode="decimal" aria-label="right value 正确的数值"></label>
<label><input type="radio" name="decision" value="reject"> reject 不是此项</label></fieldset>
<label>Reason · 理由 <input name="reason" size="40" maxlength="500" required></label>
<button>Keep · 保存</button></form></article>{% else %}<p>Nothing is left. 没有待核对的数字。</p>{% endfor %}
<nav>{% if start %}<a href="/?start={{ [start - size, 0] | max }}">← before 上一页</a>{% endif %}
{% if start + size < left %}<a href="/?start={{ start + size }}">further 下一页 →</a>{% endif %}</nav></body></html>"""

Row = dict[str, Any]


def review_app(data: DataDir, report: str, codes: Sequence[str], by: str) -> Starlette:
    """The page as an application. report "" means all reports. Raises NotPublished without an archive."""
    token = secrets.token_urlsafe(24)
    template = Environment(autoescape=True).from_string(TEMPLATE)
    rows = figures_to_decide(data, report, codes)

    def page(start: int, fault: str = "", status: int = 200) -> Response:
        left = undecided(data, rows)
        body = template.render(
            rows=left[start : start + PAGE], left=len(left), total=len(rows), start=start, size=PAGE, by=by, token=token, fault=fault
        )  # fmt: skip
        return HTMLResponse(body, status, HEADERS)

    async def show(request: Request) -> Response:
        return await run_in_threadpool(page, _start(request.query_params.get("start", "")))

    async def decide(request: Request) -> Response:
        form = await _form_of(request)
        if form is None:
            return await run_in_threadpool(page, 0, "The form is too large. 表单过大。", 413)
        start = _start(form.get("start", ""))
        if not secrets.compare_digest(form.get("token", "").encode(), token.encode()):
            return await run_in_threadpool(
                page, start, "The form is not of this page: load it again. 请刷新后再提交。", 403
            )
        if not any(_key(row) == _key(form) for row in rows):
            return await run_in_threadpool(page, start, "There is no such figure. 没有这个数字。", 404)
        if form.get("decision") != "correct":
            form["value"] = ""
        kept = {name: form.get(name, "") for name in COLUMNS}
        kept |= {"decided_on": clock.now().date().isoformat(), "decided_by": by}
        try:
            await run_in_threadpool(add_figure_decisions, data.figure_decisions, [kept])
        except DecisionsInvalid as error:
            return await run_in_threadpool(page, start, str(error), 400)
        return RedirectResponse("/?" + urlencode({"start": start}), 303, HEADERS)

    async def style(_: Request) -> Response:
        return Response(STYLE, media_type="text/css", headers=HEADERS)

    return Starlette(
        routes=[Route("/", show), Route("/decide", decide, methods=["POST"]), Route("/style.css", style)],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=[HERE, "localhost"])],
    )


async def _form_of(request: Request) -> dict[str, str] | None:
    """The fields of a form, each once; None if it is larger than LARGEST bytes."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return None
    fields = parse_qs(body.decode("utf-8", "replace"))
    return {name: values[0].replace("\r\n", "\n").strip() for name, values in fields.items()}


def figures_to_decide(data: DataDir, report: str, codes: Sequence[str]) -> list[Row]:
    """The figures of the published archive with their sentence cut around the printed number, lowest
    confidence first."""
    with open_published(data) as connection:
        answer = connection.execute(
            TO_DECIDE, {"report": report, "codes": [checked_code(code) for code in codes]}
        )
        names = [column[0] for column in answer.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    for row in rows:
        row["before"], _, row["after"] = row["sentence"].partition(row["printed"])
        row["value"] = f"{row['value']:.12g}"
    return rows


def undecided(data: DataDir, rows: Sequence[Row]) -> list[Row]:
    """Figures without a decision in the archive or, since then, in the file."""
    decided = {_key(row) for row in read_figure_decisions(data.figure_decisions)}
    return [row for row in rows if not row["decision"] and _key(row) not in decided]


def serve_review(data: DataDir, report: str, codes: Sequence[str], by: str, port: int) -> None:
    """Serves the page until it is stopped."""
    uvicorn.run(
        review_app(data, report, codes, by), host=HERE, port=port, log_level="warning", access_log=False
    )


def _key(row: Row) -> tuple[str, ...]:
    return tuple(str(row.get(name, "")).strip() for name in ("report_id", "code", "printed", "sentence"))


def _start(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
