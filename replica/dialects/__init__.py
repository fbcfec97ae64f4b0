"""The dialects: how each platform turns a site's documents into pages. One file a dialect."""

from replica.dialects.base import Dialect
from replica.dialects.guangdong import Guangdong
from replica.dialects.jpage import Jpage
from replica.dialects.numeric import Numeric
from replica.dialects.trs_handan import TrsHandan
from replica.dialects.trs_ningxia import TrsNingxia

DIALECTS: dict[str, type[Dialect]] = {
    "guangdong": Guangdong,
    "jpage": Jpage,
    "numeric": Numeric,
    "trs_handan": TrsHandan,
    "trs_ningxia": TrsNingxia,
}

__all__ = ["DIALECTS", "Dialect"]
