"""What TLS the hosts of the replica speak: certificates of a throw-away authority, well made and not."""

import ssl
import warnings
from functools import lru_cache

import trustme

# How a host's port 443 behaves.
NOTHING = "nothing"  # nothing listens there
NOBODY = "nobody"  # the host's name is not known
MODERN = "modern"
WRONG_HOST = "wrong_host"  # a certificate for another host
OLD = "old"  # TLS 1.0 and nothing newer
RESET = "reset"  # the connection is torn down in the handshake


class Certificates:
    """The TLS contexts of all hosts, made when first asked for."""

    def __init__(self) -> None:
        self._authority = trustme.CA()
        self.context = lru_cache(maxsize=4096)(self._context)

    def _context(self, host: str, manner: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        named = f"{host.partition('.')[0]}.invalid" if manner == WRONG_HOST else host
        self._authority.issue_cert(named).configure_cert(context)
        if manner == OLD:
            # OpenSSL 3 speaks TLS 1.0 at security level 0 only, and Python warns of it.
            context.set_ciphers("ALL:@SECLEVEL=0")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                context.minimum_version = ssl.TLSVersion.TLSv1
                context.maximum_version = ssl.TLSVersion.TLSv1
        return context
