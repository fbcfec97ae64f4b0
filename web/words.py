"""The words of the site's own voice for what the archive has in columns: Chinese first, English beside it.

Also the shape and the colour class of each status, which never say more than its word.
"""

from typing import NamedTuple


class Word(NamedTuple):
    """A word in both languages; one character for cells, a shape and a class of the style sheet for pills."""

    zh: str
    en: str
    cell: str = ""
    shape: str = ""
    style: str = ""

    def say(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


LEDGER = {
    "in_time": Word("按时公布", "in time", "时", "●", "is-ok"),
    "published": Word("已公布（日期不明）", "published (day unknown)", "在", "●", "is-ok"),
    "published_late": Word("迟公布", "late", "迟", "▲", "is-late"),
    "attachment_only": Word("仅有附件", "attachment only", "附", "■", "is-file"),
    "published_then_removed": Word("已撤下", "removed", "撤", "✕", "is-gone"),
    "replaced": Word("被另一篇替换", "replaced by another", "换", "⇄", "is-moved"),
    "not_found": Word("未找到", "not found", "缺", "○", "is-none"),
    "blocked": Word("网站拒绝读取", "site refuses", "拒", "⊘", "is-dim"),
    "unreachable": Word("网站连不上", "site unreachable", "断", "…", "is-dim"),
    "listed_unreadable": Word("网站列出但页面读不到", "listed, page unreadable", "列", "⊘", "is-dim"),
    "unconfirmed": Word("未经发布机关网站证实", "not confirmed by the issuer's site", "证", "？", "is-dim"),
    "unknown": Word("不清楚", "not known", "？", "？", "is-dim"),
    "not_due": Word("未到期", "not due", "–", "–", "is-dim"),
}
REPORT = {
    "live": Word("现行", "current", "", "●", "is-ok"),
    "removed": Word("已撤下", "removed", "", "✕", "is-gone"),
    "moved": Word("已换地址", "moved", "", "→", "is-moved"),
    "replaced": Word("被另一篇替换", "replaced by another", "", "⇄", "is-moved"),
    "unproven": Word("未经发布机关网站证实", "not confirmed by the issuer's site", "", "？", "is-dim"),
}
CHANGES = {
    "number_changed": Word("改了数字", "number changed"),
    "paragraph_removed": Word("删去一段", "paragraph removed"),
    "paragraph_added": Word("增加一段", "paragraph added"),
    "wording": Word("改了说法", "wording changed"),
    "title_changed": Word("改了标题", "title changed"),
    "date_changed": Word("改了日期", "date changed"),
    "attachment_replaced": Word("换了附件", "attachment replaced"),
    "paragraph_moved": Word("移动了段落", "paragraph moved"),
    "punctuation_only": Word("只改标点", "punctuation only"),
}
EVENTS = {
    "appeared": Word("新收录", "first seen"),
    "changed": Word("改了文字", "changed"),
    "moved": Word("换了地址，文字相同", "moved, same text"),
    "confirmed": Word("发布机关网站已证实", "confirmed by the issuer's site"),
    "copied": Word("出现副本", "copy appeared"),
    "removed": Word("已撤下", "removed"),
    "returned": Word("又恢复了", "returned"),
    "attachment_replaced": Word("换了附件", "attachment replaced"),
    "date_changed": Word("改了日期", "date changed"),
}
LEVELS = {
    "province": Word("省级政府", "province"),
    "prefecture": Word("地市级政府", "prefecture"),
    "county": Word("县级政府", "county"),
    "department": Word("部门", "department"),
    "township": Word("乡镇街道", "township"),
}
RELATIONS = {
    "own": Word("本机关", "the issuer's own"),
    "department": Word("所属部门", "a department's"),
    "upper": Word("上级政府", "a higher government's"),
    "lower": Word("下级政府", "a lower government's"),
    "other": Word("其他", "other"),
}
BASES = {
    "first": Word("首先登载", "first seen here"),
    "same_text": Word("文字相同", "same text"),
    "similar": Word("文字相近", "similar text"),
    "successor": Word("接替原网址", "took the place of the old address"),
    "decision": Word("人工认定", "decided by a person"),
}
PARTS = {
    "measures": Word("举措和成效", "measures and results"),
    "problems": Word("不足和原因", "shortcomings and causes"),
    "first_responsible": Word("主要负责人履职", "the head's performance of duties"),
    "plan": Word("下一年度安排", "plan for the next year"),
    "other": Word("其他", "other matters"),
}
ROLES = {
    "home": Word("首页", "home page"),
    "catalogue": Word("目录页", "catalogue"),
    "list": Word("列表页", "list"),
    "detail": Word("报告页", "report page"),
    "attachment": Word("附件", "attachment"),
    "robots": Word("robots.txt", "robots.txt"),
}
RULES = {
    "outside the article": Word("正文区之外", "outside the article"),
    "navigation": Word("导航", "navigation"),
    "breadcrumb": Word("当前位置", "breadcrumb"),
    "info line": Word("信息行", "info line"),
    "title": Word("标题（另存）", "title (kept apart)"),
    "qr code": Word("二维码提示", "QR code"),
    "attachment list": Word("附件列表", "attachment list"),
    "share": Word("分享按钮", "share buttons"),
    "pager": Word("翻页", "pager"),
}
VERDICTS = {
    "ok": Word("整站读完", "read whole", "", "●", "is-ok"),
    "degraded": Word("只读了一部分", "read in part", "", "▲", "is-late"),
    "blocked": Word("拒绝读取", "refuses to be read", "", "⊘", "is-dim"),
    "timeout": Word("超时", "timed out", "", "…", "is-dim"),
    "dns": Word("域名解析失败", "name not resolved", "", "…", "is-dim"),
    "refused": Word("拒绝连接", "connection refused", "", "…", "is-dim"),
    "tls": Word("加密连接失败", "TLS failed", "", "…", "is-dim"),
    "robots": Word("robots.txt 不许", "robots.txt forbids", "", "⊘", "is-dim"),
    "moved": Word("网站迁移", "site moved", "", "→", "is-moved"),
    "never crawled": Word("还没有读过", "never crawled", "", "–", "is-dim"),
}
NONE = Word("—", "—")


def of(table: dict[str, Word], key: str | None) -> Word:
    """The label of a word; the word itself if the table has none."""
    return table.get(key or "", Word(key or "—", key or "—", "？", "？", "is-dim"))


def verdict(key: str | None) -> Word:
    """The word of a site's verdict; what follows a colon is kept in brackets."""
    name, _, detail = (key or "never crawled").partition(":")
    word = of(VERDICTS, name)
    return word._replace(zh=f"{word.zh}（{detail}）", en=f"{word.en} ({detail})") if detail else word


def ledger_state(status: str, days_late: int | None) -> Word:
    """The label of a ledger row. "In time" and "date unknown" have different labels."""
    return of(LEDGER, "in_time" if status == "published" and days_late == 0 else status)


def change_word(kind: str, class_: str | None) -> Word:
    """The word of an event: of a change what was changed."""
    if kind == "changed" and class_:
        return of(CHANGES, class_)
    return of(EVENTS, kind)
