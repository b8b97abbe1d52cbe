from ipaddress import ip_address

import pytest

from embeddings.fetching.addresses import is_private, is_public

PUBLIC = """
8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.1 172.32.0.1 2001:4860:4860::8888 2606:2800:220:1::1
64:ff9b::808:808 ::ffff:8.8.8.8
""".split()

# This machine, private networks and those of providers, link-local, unspecified, multicast, reserved, examples,
# keys of cloud machines, and each of them by way of IPv6.
NOT_PUBLIC = """
127.0.0.1 127.8.8.8 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 100.100.100.200
169.254.169.254 169.254.170.2 192.0.0.192 168.63.129.16 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1
239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::2 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
64:ff9b:1::808:808 2002:7f00:1::1 2002:808:808::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 fc00::1 fd00:ec2::254 fe80::1
fe80::1%eth0 2606:2800:220:1::1%eth0 fec0::1 ff02::1 2001:db8::1 3fff::1 100::1 4000::1
""".split()


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str):
    """What anybody may ask, also by way of the translators between IPv4 and IPv6."""
    assert is_public(ip_address(address))
    assert not is_private(ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str):
    """Everything else, in every form that carries it."""
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 100.64.0.1 ::1 fd00::1".split())
def test_private(address: str):
    """This machine and the networks of an intranet."""
    assert is_private(ip_address(address))


@pytest.mark.parametrize(
    "address", "169.254.169.254 0.0.0.0 :: fe80::1 224.0.0.1 255.255.255.255 192.0.0.192 168.63.129.16".split()
)
def test_never_asked(address: str):
    """Where the keys of cloud machines are kept, and what is no host's address, is no intranet either."""
    assert not is_private(ip_address(address))
    assert not is_public(ip_address(address))
