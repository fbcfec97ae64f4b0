"""What the site claims and what it does not."""

from web.page import Ask, Page


def about(ask: Ask) -> Page:
    return Page(
        template="about.html",
        title=ask.say("说明与局限", "About and limits"),
        values={},
        section="about",
    )
