"""The pages that are in the way, in the words and markup of their kind; all of our own writing."""

RUISHU = (
    '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
    '<meta id="k7Qw" content="r0Z4sNqM8bXe1vLh" r="m"><script type="text/javascript" charset="iso-8859-1" '
    'src="/dUkRqXeO/pTz.c9e2a1f.js" r="m"></script><script type="text/javascript" r="m">(function(){'
    'var $_ts=window["$_ts"];if(!$_ts)$_ts={};$_ts.nsd=38411;$_ts.cd="qEWkrAl";})();</script></head>'
    "<body></body></html>"
)
JIASULE = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_clearance_s=')+('17')+(-~[]+'')+('|-1|')+"
    "(+{}+[])+(';max-age=3600;path=/');location.href=location.pathname+location.search</script>"
)
CLOUD_WAF = """<!DOCTYPE html><html lang="zh-cn"><head><meta charset="utf-8"><title>{status}</title></head><body>
<div class="block"><h1>访问被拦截</h1><p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>
<p>事件ID：{event}</p></div></body></html>"""
CAPTCHA = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>安全验证</title></head><body>
<div class="verify-box"><h3>请完成安全验证</h3><p>系统检测到您的访问过于频繁，请输入图片中的验证码后继续访问</p>
<form method="post" action="/verify"><img src="/captcha.jpg?t=1" alt="验证码"><input name="captcha" maxlength="4">
<button type="submit">提交</button></form></div><script src="/js/verify.min.js"></script></body></html>"""
SOFT_404 = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>页面不存在</title></head><body>
<div class="err"><h2>抱歉，您访问的页面不存在或已被删除</h2><p>您可以返回<a href="/">网站首页</a>，或稍后再试。</p></div>
</body></html>"""
BUSY = "<html><head><title>{status}</title></head><body><center><h1>访问过于频繁，请稍后再试</h1></center></body></html>"
META_REFRESH = (
    '<html><head><meta http-equiv="refresh" content="0;url={url}"><meta charset="utf-8"><title>正在跳转</title></head>'
    "<body>网站已迁移，正在为您跳转……</body></html>"
)
# The first bytes of a JPEG, and nothing to see after them.
PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(range(256)) * 40
