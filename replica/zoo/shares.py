"""How often each platform is met, after the URL shapes of about 750 portals (estimates, ±30 %)."""

GUANGDONG = "广东省"

# The hosts outside 广东, whose hosts all run the platform of that province: share in a hundred of all hosts,
# the platform's name in the truth, the dialects that play it.
PLATFORMS: tuple[tuple[float, str, tuple[str, ...]], ...] = (
    (37.5, "trs", ("trs_portal", "trs_portal", "trs_portal", "trs_ningxia", "trs_handan")),
    (13.5, "kaipu_ucap", ("kaipu",)),
    (4.0, "hanweb_jpage", ("jpage",)),
    (3.5, "hanweb_jpaas", ("jpaas",)),
    (1.5, "hanweb_xxgk", ("xxgk",)),
    (4.5, "vsb", ("vsb",)),
    (3.0, "lonsun", ("lonsun",)),
    (2.0, "urls_pc", ("urls_pc",)),
    (1.3, "openness_content", ("openness",)),
    (1.2, "snowflake_static", ("snowflake",)),
    (1.0, "epoint", ("epoint",)),
    (0.8, "channels_contents", ("channels",)),
    (0.7, "cms_html", ("cms_html",)),
    (20.0, "generic", ("plain", "plain", "plain", "numeric")),
)


def platform_of(dialect: str) -> str:
    """The name of the platform that a dialect plays."""
    if dialect == "guangdong":
        return "gkmlpt"
    return next(platform for _, platform, dialects in PLATFORMS if dialect in dialects)


# Dialects whose pages are files on a disk: such servers send ETag and Last-Modified.
STATIC = frozenset(
    {
        "channels",
        "cms_html",
        "numeric",
        "plain",
        "snowflake",
        "trs_handan",
        "trs_ningxia",
        "trs_portal",
        "vsb",
    }
)
