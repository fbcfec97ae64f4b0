"""Labels of the archive's words (records/labels.csv) for the web pages, with the symbol and CSS class of each
status."""

from typing import NamedTuple

from records.labels import labels


class Word(NamedTuple):
    """A label in both languages; one character for cells, a symbol and a class of the style sheet for
    pills."""

    zh: str
    en: str
    cell: str = ""
    shape: str = ""
    style: str = ""

    def say(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


# The appearance of a status: one character for cells, a symbol, a class of the style sheet.
LOOKS = {
    "in_time": ("时", "●", "is-ok"),
    "published": ("在", "●", "is-ok"),
    "published_late": ("迟", "▲", "is-late"),
    "attachment_only": ("附", "■", "is-file"),
    "attachment_unread": ("附", "□", "is-dim"),
    "published_then_removed": ("撤", "✕", "is-gone"),
    "replaced": ("换", "⇄", "is-moved"),
    "not_found": ("缺", "○", "is-none"),
    "blocked": ("拒", "⊘", "is-dim"),
    "unreachable": ("断", "…", "is-dim"),
    "listed_unreadable": ("列", "⊘", "is-dim"),
    "unconfirmed": ("证", "？", "is-dim"),
    "unknown": ("？", "？", "is-dim"),
    "not_due": ("–", "–", "is-dim"),
    "live": ("", "●", "is-ok"),
    "removed": ("", "✕", "is-gone"),
    "ok": ("", "●", "is-ok"),
    "degraded": ("", "▲", "is-late"),
    "moved": ("", "→", "is-moved"),
}
UNKNOWN_LOOK = ("？", "？", "is-dim")


def _table(domain: str, further: dict[str, tuple[str, str]] | None = None) -> dict[str, Word]:
    """The labels of a domain of records/labels.csv, and further ones, as this site shows them."""
    found = {one.word: (one.zh, one.en) for one in labels() if one.domain == domain} | (further or {})
    return {word: Word(zh, en, *LOOKS.get(word, UNKNOWN_LOOK)) for word, (zh, en) in found.items()}


# For a published row its days show whether it was in time.
LEDGER = {
    "in_time": Word("按时公布", "in time", *LOOKS["in_time"]),
    **_table(
        "ledger_status", {"published": ("已公布（未判断是否按时）", "published (timeliness not judged)")}
    ),
}
WHY_UNKNOWN = _table("unknown_because")
REPORT = _table("report_status", {"unproven": ("未经发布机关网站证实", "not confirmed by the issuer's site")})
CHANGES = _table("change")
# Differences between two reports; between two versions of one report they are changes.
DIFFERENCES = {
    "number_changed": Word("数字不同", "other number"),
    "paragraph_removed": Word("只在甲中的段落", "paragraph of the first only"),
    "paragraph_added": Word("只在乙中的段落", "paragraph of the second only"),
    "wording": Word("文字不同", "other words"),
    "title_changed": Word("标题不同", "other title"),
    "date_changed": Word("日期不同", "other date"),
    "attachment_replaced": Word("附件不同", "other attachment"),
    "paragraph_moved": Word("段落位置不同", "paragraph elsewhere"),
    "punctuation_only": Word("仅标点不同", "other punctuation only"),
}
EVENTS = _table("event")
LEVELS = _table("level")
CLAIMS = LEDGER | EVENTS
RELATIONS = _table("relation")
BASES = _table("basis")
PARTS = _table("part")
FIGURE_STATES = _table("figure_state")
ROLES = _table("role")
VERDICTS = _table("verdict")
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
    "related": Word("相关文章", "related articles"),
    "footer": Word("页脚", "footer"),
    "counter": Word("浏览次数", "counter"),
    "font": Word("字号按钮", "font size"),
    "word residue": Word("Word 转换残留", "Word markup residue"),
    "stamp": Word("印章", "stamp"),
    "hidden": Word("页面上不可见", "not visible"),
    "garbled": Word("乱码", "garbled"),
    "stands for the file": Word("指向附件的文字", "stands for the file"),
}


def of(table: dict[str, Word], key: str | None) -> Word:
    """The label of a word; the word itself if the table has none."""
    return table.get(key or "", Word(key or "—", key or "—", "？", "？", "is-dim"))


def verdict(key: str | None) -> Word:
    """The label of a site's verdict; the part after a colon is kept in brackets."""
    name, _, detail = (key or "never_crawled").partition(":")
    word = of(VERDICTS, name)
    return word._replace(zh=f"{word.zh}（{detail}）", en=f"{word.en} ({detail})") if detail else word


def ledger_state(status: str, days_late: int | None) -> Word:
    """The label of a ledger row. "In time" and "date unknown" have different labels."""
    return of(LEDGER, "in_time" if status == "published" and days_late == 0 else status)


def change_word(kind: str, class_: str | None) -> Word:
    """The label of an event; for a change, of its class."""
    if kind == "changed" and class_:
        return of(CHANGES, class_)
    return of(EVENTS, kind)


# Sources of values; the field's own name, such as 发布时间, follows the label.
READ_FROM = (
    ("meta PubDate, the page's generation time", "元数据 PubDate（网页生成时间）"),
    ("label ", "页面“{}”"),
    ("meta ", "元数据 {}"),
    ("sign-off date", "落款"),
    ("date line", "日期行"),
    ("time element", "时间标签"),
    ("address", "网址里的日期"),
    ("first_seen", "首次抓取"),
    ("script", "脚本数据"),
)


def basis(told: str | None, language: str) -> str:
    """The source of a value, in the reader's language: `label 发布时间 + address`."""
    if not told or language != "zh":
        return told or ""
    return "、".join(_read_from(one) for one in told.split(" + "))


def _read_from(one: str) -> str:
    for start, words in READ_FROM:
        if one.startswith(start):
            return words.format(one.removeprefix(start))
    return one
