"""The platforms that are a row of data: the names of their pages and the containers of the text. Their lists
stand in the HTML and are read like any other."""

import re

from extraction.families.base import Family, ladder
from extraction.families.static import static_listing
from extraction.markup.page import Page
from extraction.markup.watched_words import watched
from records import Listing


class Row(Family):
    """A platform told by an address (a pattern, searched in the page's own and in its HTML) or by one of its
    words."""

    def __init__(
        self,
        name: str,
        address: str,
        *containers: str,
        marks: tuple[str, ...] = (),
        words: tuple[str, ...] = (),
    ) -> None:
        """marks stand in each of its pages (see Family), words in no page of another platform."""
        self.name = name
        self.marks = (*marks, *words) if marks else ()
        self.containers = ladder(*containers)
        self._address = re.compile(address)
        self._words = watched(words)

    def matches(self, page: Page) -> bool:
        if page.holds(self._words):
            return True
        return self._address.search(page.url) is not None or self._address.search(page.text) is not None

    def read_listing(self, page: Page) -> Listing:
        return static_listing(page)


_UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"

# In the order in which they are asked.
ROWS: tuple[Row, ...] = (
    Row(  # 宣城, 池州, 呼伦贝尔
        "openness_content",
        r"/(?:\w{0,20}OpennessContent|XxgkPolicy|PolicyContent)/show(?:List)?/",
        marks=("/show",),
    ),
    Row("hebei_columns", rf"/columns/{_UUID}/", "div.content", marks=("/columns/",)),
    Row(  # 平顶山, 昭通
        "channels_contents",
        r"/channels/\d{1,9}(?:_\d{1,4})?\.html|/contents/\d{1,9}/\d{1,12}\.html",
        marks=("/channels/", "/contents/"),
    ),
    Row("cms_html", r"/cms/html/\w{1,40}/", marks=("/cms/html/",)),  # 漳州, 南平
    Row(  # 上海
        "shanghai", r"/20\d{6}/[0-9a-f]{32}\.html", "#ivs_content", ".Article_content", words=("ivs_content",)
    ),
    Row("snowflake_static", r"/\d{18,19}\.html"),  # 渭南, 延安, 西安
    Row("nfra", r"/ItemDetail\.html\?docId=\d", marks=("ItemDetail.html",)),  # 国家金融监督管理总局
    Row("easysite", r"/publicfiles/business/htmlfiles/", marks=("/publicfiles/",)),  # 中科汇联
    Row("phpcms", r"[?&]m=content&(?:amp;)?c=index&(?:amp;)?a=(?:show|lists)\b", marks=("m=content",)),
    Row("powereasy", r"/Item/\d{1,9}\.aspx", "#fontzoom", marks=("/Item/",)),
)
