"""The address guard: no request leaves for this machine, its network or reserved addresses.

Feeds and redirects are written by strangers; a name that resolves to ``127.0.0.1`` or to a cloud's
metadata service must not be asked. The check sits in the resolver, on the very addresses that the
connection is then made to, so a second DNS answer cannot slip past it, and it holds for every hop
of a redirect. Networks in the allow-list may be asked (an operator's own server, a test).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from claimwire.errors import ConfigError

Address = IPv4Address | IPv6Address
_NAT64 = ip_network("64:ff9b::/96")


class AddressRefusedError(Exception):
    """A request to an address that the guard forbids."""


class Guard:
    """Decides over addresses.

    Parameters
    ----------
    allowed:
        Networks in CIDR notation that are exempt.

    Raises
    ------
    ConfigError
        If an entry of ``allowed`` is no network.
    """

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        self._allowed = tuple(_network(entry) for entry in allowed)

    def refusal(self, address: str) -> str | None:
        """Return why an address may not be asked, ``None`` if it may or is no address at all."""
        try:
            found = ip_address(address.strip("[]").partition("%")[0])
        except ValueError:
            return None
        if any(found in network for network in self._allowed if found.version == network.version):
            return None
        return _kind(_embedded(found))


def _network(entry: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(entry, strict=False)
    except ValueError as error:
        raise ConfigError(
            f"allow_addresses: {entry!r} is no network", remedy='Write CIDR, as in "127.0.0.0/8".'
        ) from error


def _embedded(address: Address) -> Address:
    """Return the IPv4 address inside an IPv6 one that only wraps it."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        return inner or address
    return address


def _kind(address: Address) -> str | None:
    kinds = (
        ("this machine", address.is_loopback or address.is_unspecified),
        ("link-local", address.is_link_local),
        ("multicast", address.is_multicast),
        ("private", address.is_private),
        ("reserved", address.is_reserved or not address.is_global),
    )
    return next((f"{address} is {name}" for name, holds in kinds if holds), None)


class GuardedResolver:
    """Twisted's resolver, except that forbidden addresses of a name are never handed out.

    ``refused`` tells for which names and why, so that "no such host" and "not that host" can be
    told apart afterwards. Installed by Scrapy's setting ``TWISTED_DNS_RESOLVER``.
    """

    def __init__(self, reactor: Any, guard: Guard) -> None:
        self._reactor = reactor
        self._inner = reactor.nameResolver
        self._guard = guard
        self.refused: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> GuardedResolver:
        """Make one for a crawl, with the allow-list of its settings."""
        return cls(reactor, Guard(crawler.settings.getlist("CLAIMWIRE_ALLOW_ADDRESSES")))

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's resolver."""
        self._reactor.installNameResolver(_declared(self))

    def resolveHostName(  # noqa: N802 - the interface's name
        self,
        resolutionReceiver: Any,  # noqa: N803 - the interface's name
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[Any] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve a name as Twisted does and pass on only addresses that may be asked."""
        return self._inner.resolveHostName(
            _Filter(resolutionReceiver, hostName, self),
            hostName,
            portNumber,
            addressTypes,
            transportSemantics,
        )

    def admits(self, name: str, address: Any) -> bool:
        """Say whether a resolved address may be used, and remember a refusal."""
        reason = self._guard.refusal(str(getattr(address, "host", "")))
        if reason is not None:
            self.refused[name] = reason
        return reason is None


class _Filter:
    """Stands between resolver and connection and drops forbidden addresses."""

    def __init__(self, receiver: Any, name: str, resolver: GuardedResolver) -> None:
        self._receiver = receiver
        self._name = name
        self._resolver = resolver

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if self._resolver.admits(self._name, address):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


def _declared(resolver: GuardedResolver) -> GuardedResolver:
    """Declare Twisted's interface on an object without importing Twisted with this module."""
    from twisted.internet.interfaces import IHostnameResolver
    from zope.interface import directlyProvides  # type: ignore[import-untyped]

    directlyProvides(resolver, IHostnameResolver)
    return resolver
