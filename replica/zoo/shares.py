"""How often each platform is met, after the URL shapes of about 750 portals (estimates, ±30 %)."""

GUANGDONG = "广东省"

# Of a hundred hosts outside 广东, whose hosts all run the platform of that province: share, the platform's
# name in the truth, the dialects that play it.
PLATFORMS: tuple[tuple[float, str, tuple[str, ...]], ...] = (
    (39.0, "trs", ("trs_ningxia", "trs_handan")),
    (5.0, "hanweb_jpage", ("jpage",)),
    (3.0, "numeric_shtml", ("numeric",)),
)
# Dialects that are files on a disk: such servers send ETag and Last-Modified.
STATIC = frozenset({"trs_ningxia", "trs_handan", "numeric"})
