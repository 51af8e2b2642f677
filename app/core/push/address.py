"""Which IP address may be called: only the open internet, however the address is dressed up."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

# Python 3.11 calls these global. They lead inwards, are retired, or carry another address inside.
_NEVER_CALLED = tuple(
    ip_network(network)
    for network in (
        "168.63.129.16/32",  # the host beneath a virtual machine on Azure
        "192.0.0.0/24",  # IETF protocol assignments (RFC 6890)
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "2001::/23",  # Teredo and other protocol assignments (RFC 6890)
        "2001:db8::/32",  # documentation (RFC 3849)
        "2002::/16",  # 6to4 (RFC 3056)
        "3fff::/20",  # documentation (RFC 9637)
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291, 2.4: all of today's IPv6 internet
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the IPv4 internet seen from an IPv6-only server


def may_be_called(address: str) -> bool:
    """Tell whether this resolved address lies on the open internet. Unreadable means no."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return _is_open(ip)
    if ip.scope_id:
        return False
    if ip in _NAT64:
        return _is_open(IPv4Address(int(ip) & 0xFFFF_FFFF))
    # Outside 2000::/3 are the IPv4-mapped and -compatible, unique-local, site-local, link-local
    # and multicast addresses, and whatever will be invented there.
    return ip in _GLOBAL_UNICAST and _is_open(ip)


def _is_open(ip: IPv4Address | IPv6Address) -> bool:
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    return not any(ip in network for network in _NEVER_CALLED if network.version == ip.version)
