"""Which addresses may be contacted: public ones, and those the user allows by name.

The check stands where the socket is made, on the address that is about to be used: what a name resolved to
earlier, what a redirect says, how an address is spelled makes no difference.
"""

from __future__ import annotations

import ipaddress
import socket
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_NOT_PUBLIC_4: Final = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a carrier's address translation
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, and the metadata services of clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # the relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",
    )
)
_PUBLIC_6: Final = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_6: Final = tuple(
    ipaddress.IPv6Network(text)
    for text in (
        "2001::/23",  # Teredo and other protocols' own
        "2001:db8::/32",
        "3fff::/20",
    )
)
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")

_WEB_PORTS: Final = frozenset({80, 443})
_FIRST_FREE_PORT: Final = 1024
_SERVICE_PORTS: Final = frozenset(  # services that obey what an HTTP request may carry, or guard nothing else
    {1080, 1433, 1521, 2049, 2375, 2376, 2379, 3128, 3306, 3389, 4369, 5060, 5432, 5672, 5900, 5984, 6000}
    | {6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6697, 9042, 9100, 9200, 9300, 10250, 11211, 27017}
)


class RefusedAddressError(OSError):
    """Raised where a socket would be made for an address that may not be contacted."""


@dataclass(slots=True)
class Attempt:
    """One request under way: whether its host was allowed by name, and which address was refused."""

    is_host_allowed: bool = False
    refused: list[str] = field(default_factory=list)


ATTEMPT: Final[ContextVar[Attempt | None]] = ContextVar("attempt", default=None)


class AddressPolicy:
    """Decides by the switch `allow_addresses`: names of hosts, addresses and networks."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._networks: list[_Network] = []
        self._hosts: set[str] = set()
        for text in allowed:
            try:
                self._networks.append(ipaddress.ip_network(text.strip().strip("[]"), strict=False))
            except ValueError:
                self._hosts.add(text.strip().rstrip(".").lower())

    def allows_host(self, host: str) -> bool:
        """Say whether a host is allowed by its name."""
        return host.rstrip(".").lower() in self._hosts

    def allows_address(self, text: str) -> bool:
        """Say whether an address may be contacted: it is public, or in an allowed network."""
        try:
            address = ipaddress.ip_address(text.partition("%")[0])
        except ValueError:
            return False
        return self._is_listed(address) or is_public(address)

    def find_fault(self, url: str) -> str | None:
        """Say what is wrong with a URL before it is asked for; None when nothing is."""
        try:
            parts = urlsplit(url)
            port, host = parts.port, parts.hostname
        except ValueError:
            return "the address cannot be read"
        if parts.scheme.lower() not in {"http", "https"}:
            return (
                f"only http and https are fetched, not {parts.scheme[:20] or 'an address without a scheme'}"
            )
        if not host:
            return "the address names no host"
        if parts.username is not None or parts.password is not None:
            return "an address with a user name or password is not fetched"
        is_odd = (
            port is not None
            and port not in _WEB_PORTS
            and (port < _FIRST_FREE_PORT or port in _SERVICE_PORTS)
        )
        return (
            f"port {port} belongs to another service" if is_odd and not self._is_listed_host(host) else None
        )

    def make_socket(
        self,
        info: tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[str | int, ...]],
    ) -> socket.socket:
        """Make the socket for an address that is about to be connected to; raises RefusedAddressError."""
        family, kind, protocol, _, place = info
        attempt = ATTEMPT.get()
        is_allowed = attempt is not None and attempt.is_host_allowed
        address = str(place[0])
        if not is_allowed and not self.allows_address(address):
            if attempt is not None:
                attempt.refused.append(address)
            raise RefusedAddressError(f"{address} is not a public address")
        return socket.socket(family=family, type=kind, proto=protocol)

    def _is_listed(self, address: _Address) -> bool:
        return any(address.version == network.version and address in network for network in self._networks)

    def _is_listed_host(self, host: str) -> bool:
        if self.allows_host(host):
            return True
        try:
            return self._is_listed(ipaddress.ip_address(host))
        except ValueError:
            return False


def is_public(address: _Address) -> bool:
    """Say whether an address is one of the public internet's, also where it wraps another."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    wrapped = address.ipv4_mapped or address.sixtofour
    if wrapped is None and address in _NAT64:
        wrapped = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    if wrapped is not None:
        return is_public(wrapped)
    return address in _PUBLIC_6 and not any(address in network for network in _NOT_PUBLIC_6)
