"""What a person can do about a source that does not bring what it should, in words."""

from __future__ import annotations

import datetime as dt

from claimwire.model import Health, Source, SourceState

AFTER_OUTCOME = (
    (
        "no-network",
        "Look whether this machine is on the network and finds addresses of hosts (DNS).",
    ),
    ("no-key", "Then check it again."),
    ("robots-unreachable", "The host is out of order or keeps robots out; try again tomorrow."),
    ("refused-connection", "Its server is not running: if that lasts, look for a new address."),
    ("reset", "If that lasts, tell the publisher."),
    ("truncated", "If that lasts, tell the publisher."),
    ("robots", "Switch it off, or ask the publisher for leave."),
    ("address-refused", "Allow its network in [crawl] allow_addresses if it is yours."),
    ("not-a-feed: none of the", "Look at it in a browser: a page made by scripts cannot be read."),
    (
        "not-a-feed",
        "Open the address in a browser: the feed has moved, or a wall keeps robots out.",
    ),
    ("http-401", "Switch it off, or name a fallback that needs no login."),
    ("http-403", "Ask the publisher to allow this agent; never pose as a browser."),
    ("http-404", "Look for its new address on the publisher's page."),
    ("gone", "Look for its successor, then remove it."),
    ("http-429", "Its wish is kept; if that happens often, give it a longer interval."),
    ("http-5", "If that lasts, tell the publisher."),
    ("dns", "Look whether its domain has changed."),
    ("tls", "Its certificate is not in order: tell the publisher."),
    ("timeout", "If that lasts, raise [crawl] timeout_seconds."),
    ("too-large", "Raise [crawl] max_bytes if it is right to send that much."),
    ("redirect-loop", "Look for its address on the publisher's page."),
    ("ok", "Look whether the publisher has another feed."),
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
    answers = "it answers, but lists nothing" if state.health is Health.EMPTY else "no word from it"
    why = state.last_error or answers
    told = after_outcome(_OUTCOME_OF_HEALTH.get(state.health, why))
    words = f"{why.rstrip('.')}. {told or f'{check}.'}"
    if state.failures and state.next_due is not None and state.next_due > now:
        words += f" It is asked again at {state.next_due:%Y-%m-%d %H:%M} UTC."
    if source.fallback:
        words += f" Until then its fallbacks serve: {', '.join(source.fallback)}."
    return words
