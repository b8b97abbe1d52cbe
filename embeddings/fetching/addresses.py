"""Which addresses may be asked: those of the public Internet, as every router knows them."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final

Address = IPv4Address | IPv6Address

# An IPv4 address that is asked through an IPv6 one: NAT64 (RFC 6052), and mapped (RFC 4291).
_CARRIERS: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("::ffff:0:0/96"))

_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")

# `is_global` of older Pythons takes these for public. The first holds the keys of Oracle's cloud machines, the
# second those of Azure's, the last three are tunnels that lead anywhere (6to4, Teredo) and addresses of examples.
_NOT_PUBLIC: Final = (
    IPv4Network("192.0.0.0/24"),
    IPv4Network("168.63.129.16/32"),
    IPv6Network("2002::/16"),
    IPv6Network("2001::/32"),
    IPv6Network("3fff::/20"),
)

# This machine, the networks around it, and overlays such as those of a VPN (100.64.0.0/10, RFC 6598).
_PRIVATE: Final = (
    IPv4Network("127.0.0.0/8"),
    IPv4Network("10.0.0.0/8"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.168.0.0/16"),
    IPv4Network("100.64.0.0/10"),
    IPv6Network("::1/128"),
    IPv6Network("fc00::/7"),
)


def is_public(address: Address) -> bool:
    """Whether `address` is one of the public Internet; one that carries another is what that one is."""
    if isinstance(address, IPv6Address):
        if any(address in network for network in _CARRIERS):
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        if address not in _GLOBAL_UNICAST or address.scope_id:
            return False
    return address.is_global and not address.is_multicast and not any(address in network for network in _NOT_PUBLIC)


def is_private(address: Address) -> bool:
    """Whether `address` is this machine or on a private network; link-local ones, where clouds keep keys, are not."""
    return any(address in network for network in _PRIVATE)
