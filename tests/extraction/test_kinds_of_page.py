"""Pages as sites really make them, one kind a test, each kind in several wordings and makes. The text is one
short report; what changes is what a template, a script or an editor puts around it or makes of it."""

from datetime import date

import pytest

from tests.extraction.one_report import HEAD, REST, TEXT, TINY, TITLE, is_whole, page, paragraphs, read

FEET = {
    "rights": "<p>版权所有：云溪县人民政府　未经书面授权禁止复制或者建立镜像，违者依法追究法律责任。</p><p>本网站由云溪县人民政府办公室主办，云溪县大数据中心承办，各乡镇人民政府、县直各部门协办，内容保障由各单位负责。</p><p>建议使用分辨率1920乘1080以上的显示器浏览本站，推荐使用主流浏览器最新版本，以获得最佳的浏览体验。</p>",
    "english": "<p>Copyright © 2010-2024 云溪县人民政府 All Rights Reserved，技术支持：云溪云网信息技术有限公司，网站标识码：4206020001。</p><p>为了您能够正常浏览本网站的全部内容，请使用IE10以上版本的浏览器，并将屏幕分辨率设置为1440以上，感谢您的配合。</p>",
    "address": "<p>地址：云溪县城关镇人民路100号县行政中心，邮编：441000，值班电话：0710-1234567，工作日上午八点至十二点，下午两点三十分至六点。</p><p>网站由云溪县人民政府办公室主办，县融媒体中心承担运行维护，如果您发现页面差错，请拨打监督热线反映。</p>",
    "reader": "<p>您访问的是云溪县人民政府门户网站，网站内容由各部门提供并负责解释，转载请注明出处，侵权必究。</p><p>本站支持IPv6访问，适老化及无障碍服务由第三方提供技术支持，如需帮助，请联系网站管理员，我们将尽快处理。</p>",
}


@pytest.mark.parametrize(
    "wrap",
    [
        "<div class='bottom'>{}</div>",
        "<footer>{}</footer>",
        "<div>{}</div>",
        "<div class='yj-02'>{}</div>",
        "<table><tr><td>{}</td></tr></table>",
    ],
)
@pytest.mark.parametrize("foot", FEET.values(), ids=FEET)
@pytest.mark.parametrize("times", [1, 4])
def test_a_foot_is_never_the_text(foot: str, wrap: str, times: int) -> None:
    below = wrap.format(foot * times)
    assert is_whole(read(page(paragraphs(TINY), below=below)), TINY)
    without = read(page("", below=below))
    assert without.body_text == "", without.body_text
    assert [issue.code for issue in without.issues] == ["no_body"]


NOTICES = {
    "cookies": "<p>我们使用Cookie以及类似技术保障网站安全运行、记住您的浏览偏好并统计访问情况，其中必要的Cookie无法关闭。</p><p>继续浏览即表示您同意我们按照隐私政策处理上述信息；您也可以点击管理偏好，逐项选择是否允许统计类Cookie。</p>",
    "maintenance": "<p>因系统升级维护，本网站将于6月1日22时至次日6时暂停服务，届时相关查询和办事功能将无法使用，给您带来不便，敬请谅解。</p><p>如有紧急事项，请拨打服务热线咨询，谢谢您的理解与支持，维护完成后将恢复正常访问。</p>",
    "leaving": "<p>您访问的链接即将离开云溪县人民政府门户网站，是否继续？本站不对其他网站的内容负责，请您注意保护个人信息安全。</p><p>如果您同意，请点击继续访问；如果您不同意，请点击关闭窗口，返回原来的页面，感谢您的使用。</p>",
}


@pytest.mark.parametrize("name", ["cookie-banner", "popWin", "modal fade", "layer_tips", "x1", "notice"])
@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
@pytest.mark.parametrize("is_above", [True, False])
def test_a_notice_is_never_the_text(notice: str, name: str, is_above: bool) -> None:
    box = f"<div class='{name}'>{notice * 2}</div>"
    around = {"above": box} if is_above else {"below": box}
    assert is_whole(read(page(paragraphs(TINY), **around)), TINY)
    assert read(page("", **around)).body_text == ""


@pytest.mark.parametrize(
    "hide",
    [
        "<div id='more' style='display:none'>{}</div><a href='#' onclick='more()'>展开全文</a>",
        "<div id='page_2' hidden>{}</div>",
        "<div style='DISPLAY: none;' class='part2'>{}</div>",
        "<a>点击查看全文</a><section hidden=''>{}</section>",
        "<p class='btn'>阅读更多</p><div style='display:none'>{}</div>",
    ],
)
def test_a_hidden_half_that_goes_on_is_text(hide: str) -> None:
    found = read(page(paragraphs(HEAD) + hide.format(paragraphs(REST))))
    assert all(line in found.body_text for line in HEAD + REST), found.body_text
    assert found.signed_on == date(2024, 1, 15)
    assert (
        "展开" not in found.body_text
        and "查看全文" not in found.body_text
        and "阅读更多" not in found.body_text
    )


def test_hidden_pages_of_one_text_are_put_together() -> None:
    parts = [HEAD[:2], HEAD[2:], REST[:3], REST[3:]]
    text = "".join(
        f"<div id='page_{at}' {'style=display:none' if at else ''}>{paragraphs(part)}</div>"
        for at, part in enumerate(parts)
    )
    assert is_whole(read(page(text)))


@pytest.mark.parametrize(
    "hide", ["<div id='zoom' style='display:none'>{}</div>", "<div class='art' hidden>{}</div>"]
)
def test_a_text_that_is_hidden_whole_is_read(hide: str) -> None:
    assert is_whole(read(page(hide.format(paragraphs(HEAD + REST)))))


HIDDEN = (
    "本模板用于各部门报送材料，请按照要求认真填写，并于每月底前报送至县政府办公室信息科，逾期不予采用，联系人另行通知。"
    * 2
)


def test_hidden_prose_that_does_not_go_on_is_told_and_kept_out() -> None:
    found = read(page(f"<div style='display:none'><p>{HIDDEN}</p></div>" + paragraphs(HEAD + REST)))
    assert is_whole(found)
    assert "hidden_text" in [issue.code for issue in found.issues]
    assert [receipt.text for receipt in found.removed if receipt.rule == "hidden"] == [HIDDEN]


def test_a_hidden_copy_is_no_second_text() -> None:
    text = paragraphs(HEAD + REST)
    found = read(page(text + f"<div class='mobile' style='display:none'>{text}</div>"))
    assert is_whole(found)
    assert "hidden_text" not in [issue.code for issue in found.issues]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def unicode_escapes(text: str) -> str:
    return "".join(f"\\u{ord(one):04x}" if ord(one) > 127 or one == "<" else one for one in text)


HELD = {
    "hidden input": f'<input type="hidden" id="c" value="{escaped(TEXT)}">',
    "textarea": f"<textarea style='display:none'>{escaped(TEXT)}</textarea>",
    "template": f"<div id='c'></div><template id='t'>{TEXT}</template>",
    "template script": f"<script type='text/template'>{TEXT}</script>",
    "html script": f"<script type=\"text/html\" id='x'>{TEXT}</script>",
    "noscript": f"<noscript>{TEXT}</noscript>",
    "xmp": f"<xmp>{TEXT}</xmp>",
    "variable": f"<script>var content = '{TEXT}';</script>",
    "variable in escapes": f'<script>var html="{unicode_escapes(TEXT)}";$("#c").html(html)</script>',
    "pieces": "<script>var h='';" + "".join(f"h+='<p>{line}</p>';" for line in HEAD + REST) + "</script>",
    "written": "<script>"
    + "".join(f'document.write("<p>{line}<\\/p>");' for line in HEAD + REST)
    + "</script>",
    "data attribute": f'<div data-content="{escaped(TEXT)}"></div>',
}


@pytest.mark.parametrize("held", HELD.values(), ids=HELD)
def test_a_text_that_waits_in_the_source_is_read(held: str) -> None:
    found = read(page(held))
    assert is_whole(found), found.body_text
    assert found.published_on == date(2024, 2, 20)


@pytest.mark.parametrize(
    "held", ['<script>var s="5LqR5rqq5Y6/";show(s)</script>', "<script>load('/api/1')</script>", ""]
)
def test_a_text_that_is_not_plain_is_missing(held: str) -> None:
    found = read(page(f"<div id='c'></div>{held}"))
    assert found.body_text == ""
    assert "no_body" in [issue.code for issue in found.issues]
    assert found.title == TITLE
