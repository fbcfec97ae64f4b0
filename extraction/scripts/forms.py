"""What a form of a page sends. Imports markup."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from extraction.markup.page import Page
from records import PageRequest


def form_request(page: Page, form: Any, changes: Mapping[str, str]) -> PageRequest | None:
    """What a form sends with its fields as they are in the page, apart from these changes (by name or id)."""
    sent: dict[str, str] = {}
    for one in form.iter("input", "select", "textarea"):
        name, kind = one.get("name", ""), one.get("type", "text").lower()
        changed = changes.get(name, changes.get(one.get("id", "\0")))
        if not name or (
            changed is None
            and (
                kind in ("submit", "button", "image", "reset", "file", "password")
                or (kind in ("checkbox", "radio") and "checked" not in one.attrib)
            )
        ):
            continue
        sent[name] = changed if changed is not None else _value_of(one)
    url = page.absolute(form.get("action") or page.url)
    if not url or len(sent) > 200:
        return None
    encoding = page.encoding or "utf-8"
    body = urlencode(sent, encoding=encoding, errors="replace")
    if form.get("method", "get").lower() != "post":
        return PageRequest(f"{url.partition('?')[0]}?{body}", "list")
    return PageRequest(url, "list", "POST", body, (("Content-Type", "application/x-www-form-urlencoded"),))


def _value_of(field: Any) -> str:
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = next((o for o in options if "selected" in o.attrib), options[0] if options else None)
        return "" if chosen is None else str(chosen.get("value", chosen.text or ""))
    return str(field.get("value", "") if field.tag == "input" else field.text or "")
