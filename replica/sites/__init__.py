"""The sites of the pretend internet, one file each: who, where, which columns, which reports.

Hosts, columns and known addresses are the real ones; what nobody has seen is invented in their style.
"""

from replica.site import Site
from replica.sites.cixi import CIXI
from replica.sites.dongqu import DONGQU
from replica.sites.feixiang import FEIXIANG
from replica.sites.lianjiang import LIANJIANG
from replica.sites.xingqing import XINGQING

SITES: tuple[Site, ...] = (FEIXIANG, XINGQING, CIXI, DONGQU, LIANJIANG)

__all__ = ["SITES"]
