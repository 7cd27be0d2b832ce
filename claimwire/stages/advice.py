"""What a person can do about a source that does not bring what it should, in words."""

from __future__ import annotations

import datetime as dt

from claimwire.model import Health, Source, SourceState

AFTER_OUTCOME = (
    (
        "no-network",
        "No host answered: look whether this machine is on the network and finds addresses.",
    ),
    ("no-key", "Set the environment variable, then check again."),
    ("robots-unreachable", "The host is out of order or keeps robots out; try again tomorrow."),
    ("refused-connection", "The host is out of order: try again tomorrow."),
    ("reset", "The host breaks connections off: try again tomorrow."),
    ("truncated", "Its answers break off: try again tomorrow."),
    ("robots", "Switch it off, or ask the publisher for leave."),
    ("address-refused", "Allow its network in [crawl] allow_addresses if it is yours."),
    ("not-a-feed: none of the", "Look at it in a browser: a page made by scripts cannot be read."),
    (
        "not-a-feed",
        "Open the address in a browser: the feed has moved, or a wall keeps robots out.",
    ),
    ("http-401", "It wants a login: switch it off or use a fallback."),
    ("http-403", "It refuses this agent: ask the publisher to allow it; never pose as a browser."),
    ("http-404", "The address is wrong by now: look for the feed on the publisher's page."),
    ("gone", "Look for its successor, then remove it."),
    ("http-429", "Give it a longer interval."),
    ("http-5", "The server is out of order: try again tomorrow."),
    ("dns", "The host has no address: look whether the domain has changed."),
    ("tls", "Its certificate is not in order: tell the publisher."),
    ("timeout", "It answers too slowly: try again, or raise [crawl] timeout_seconds."),
    ("too-large", "It sends more than is taken: raise [crawl] max_bytes if that is right."),
    ("redirect-loop", "It redirects in a circle: look for its address on the publisher's page."),
    ("ok", "It lists nothing: look whether the publisher has another feed."),
)
"""What to do after an outcome, by how it begins."""

_OUTCOME_OF_HEALTH = {Health.GONE: "gone", Health.EMPTY: "ok"}


def after_outcome(outcome: str) -> str:
    """Return what to do after an outcome (or a text that begins with one), "" if nothing helps."""
    return next((words for start, words in AFTER_OUTCOME if outcome.startswith(start)), "")


def for_state(source: Source, state: SourceState, *, now: dt.datetime) -> str:
    """Return how an ill source is and what to do, in one line for the operator."""
    check = f"`claimwire sources check {source.id}` asks it"
    if state.health is Health.STALE:
        silent = f" for {(now - state.last_new).days} days" if state.last_new else ""
        expected = source.expected_per_week or 0
        return (
            f"nothing new{silent}, where about {expected:g} a week are expected. {check}; if its "
            "page has news, look for another feed there, else set expected_per_week lower"
        )
    why = state.last_error or "no word from it"
    told = after_outcome(_OUTCOME_OF_HEALTH.get(state.health, why))
    words = f"{why.rstrip('.')}. {told or f'{check}.'}"
    if source.fallback:
        words += f" Until then its fallbacks serve: {', '.join(source.fallback)}."
    return words
