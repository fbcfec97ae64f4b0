"""The dialects: how each platform turns a site's documents into pages. One file a dialect."""

from replica.dialects.base import Dialect
from replica.dialects.channels import Channels
from replica.dialects.cms_html import CmsHtml
from replica.dialects.epoint import Epoint
from replica.dialects.guangdong import Guangdong
from replica.dialects.jpaas import Jpaas
from replica.dialects.jpage import Jpage
from replica.dialects.kaipu import Kaipu
from replica.dialects.lonsun import Lonsun
from replica.dialects.numeric import Numeric
from replica.dialects.openness import Openness
from replica.dialects.plain import Plain
from replica.dialects.snowflake import Snowflake
from replica.dialects.trs_handan import TrsHandan
from replica.dialects.trs_ningxia import TrsNingxia
from replica.dialects.trs_portal import TrsPortal
from replica.dialects.urls_pc import UrlsPc
from replica.dialects.vsb import Vsb
from replica.dialects.xxgk import Xxgk

DIALECTS: dict[str, type[Dialect]] = {
    "channels": Channels,
    "cms_html": CmsHtml,
    "epoint": Epoint,
    "guangdong": Guangdong,
    "jpaas": Jpaas,
    "jpage": Jpage,
    "kaipu": Kaipu,
    "lonsun": Lonsun,
    "numeric": Numeric,
    "openness": Openness,
    "plain": Plain,
    "snowflake": Snowflake,
    "trs_handan": TrsHandan,
    "trs_ningxia": TrsNingxia,
    "trs_portal": TrsPortal,
    "urls_pc": UrlsPc,
    "vsb": Vsb,
    "xxgk": Xxgk,
}

__all__ = ["DIALECTS", "Dialect"]
