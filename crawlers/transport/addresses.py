"""Which addresses a crawl may connect to: those of the public internet."""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# They carry an IPv4 address in their last 32 bits (RFC 6052).
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
_TEREDO = ipaddress.IPv6Network("2001::/32")


def is_public(address: Address) -> bool:
    """False for private, loopback, link-local, shared, multicast, reserved and unspecified addresses, also
    where one is inside an IPv6 address (mapped, NAT64, 6to4); Teredo and local NAT64 are none either."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _LOCAL_NAT64 or address in _TEREDO or address.is_site_local:
            return False
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(address.packed[-4:])
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def literal(host: str) -> Address | None:
    """The address where a host is written as one (without brackets); None for a name."""
    written = host.partition("%")[0]
    if ":" not in written and not written[-1:].isdigit():
        return None  # a hundred times faster than catching the exception
    try:
        return ipaddress.ip_address(written)
    except ValueError:
        return None


def is_private_literal(host: str) -> bool:
    """True for a host that names this machine or its neighbours without asking any name server."""
    address = literal(host)
    if address is not None:
        return not is_public(address)
    return host == "localhost" or host.endswith(".localhost")
