"""The address behind a name: only the open internet, in whatever dress it comes."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.push.address import may_be_called

OPEN = [
    "142.250.185.74",
    "17.57.12.1",
    "192.88.98.1",
    "2a00:1450:4001:80b::200a",
    "2620:149:a44::1",
    "64:ff9b::142.250.185.74",
]

CLOSED = [
    "0.0.0.0",
    "0.1.2.3",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:142.250.185.74",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:8efa:b94a::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2a00:1450:4001:80b::200a%1",
    "fec0::1",
    "ff02::1",
    "127.1",
    "2130706433",
    "localhost",
    "",
]


@pytest.mark.parametrize("address", OPEN)
def test_an_address_of_the_open_internet_may_be_called(address: str) -> None:
    assert may_be_called(address)


@pytest.mark.parametrize("address", CLOSED)
def test_any_other_address_is_refused(address: str) -> None:
    assert not may_be_called(address)


@given(st.ip_addresses(v=4))
def test_an_address_gains_nothing_by_being_dressed_as_ipv6(inner: IPv4Address) -> None:
    number = int(inner)

    assert may_be_called(f"64:ff9b::{inner}") is may_be_called(str(inner))
    assert not may_be_called(f"::ffff:{inner}")
    assert not may_be_called(f"::{inner}")
    assert not may_be_called(str(IPv6Address((0x2002 << 112) | (number << 80))))
    assert not may_be_called(str(IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF))))
