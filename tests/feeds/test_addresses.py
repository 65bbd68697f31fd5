"""Which addresses are public, however they are written."""

from __future__ import annotations

import pytest

from watcher.feeds.addresses import AddressPolicy


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",  # noqa: S104
        "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd12::1", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1",
        "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "100::1", "5f00::1",
        "not an address", "",
    ],
)  # fmt: skip
def test_what_is_not_public_is_refused(address: str) -> None:
    assert not AddressPolicy().allows_address(address)


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1",
     "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1"],
)  # fmt: skip
def test_what_is_public_is_allowed(address: str) -> None:
    assert AddressPolicy().allows_address(address)


def test_the_switch_allows_addresses_networks_and_hosts_and_nothing_beside() -> None:
    policy = AddressPolicy(("10.0.0.7", "192.168.4.0/24", "[fd00::]/8", "intranet.example"))
    assert policy.allows_address("10.0.0.7")
    assert not policy.allows_address("10.0.0.8")
    assert policy.allows_address("192.168.4.200")
    assert not policy.allows_address("192.168.5.1")
    assert policy.allows_host("Intranet.Example.")
    assert not policy.allows_host("other.example")


@pytest.mark.parametrize(
    ("url", "is_fine"),
    [
        ("https://example.org/feed", True),
        ("http://example.org:8080/feed", True),
        ("https://example.org:443/", True),
        ("http://example.org:22/", False),
        ("http://example.org:25/", False),
        ("http://example.org:6379/", False),
        ("http://example.org:99999/", False),
        ("https://user@example.org/", False),
        ("https://example.org@127.0.0.1/", False),
        ("gopher://example.org/", False),
        ("//example.org/", False),
        ("https:///feed", False),
        ("", False),
    ],
)
def test_only_plain_addresses_of_the_web_are_asked_for(url: str, is_fine: bool) -> None:  # noqa: FBT001
    assert (AddressPolicy().find_fault(url) is None) == is_fine
