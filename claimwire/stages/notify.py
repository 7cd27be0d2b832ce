"""Telling people and machines: what needs a person when it appears, and what is new.

Off unless ``[notify]`` names a webhook or an address. Messages are written into the store first
(:mod:`store.outbox`), in one transaction with the note that their items are told; then they are
sent, and tried again at later runs until the receiver takes them.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
from typing import Any

from claimwire.config import Config
from claimwire.errors import ConfigError
from claimwire.publish import routes
from claimwire.stages.base import StageReport, Workspace
from claimwire.stages.delivery import DeliveryError, Letter, mail, post
from claimwire.stages.status import Need
from store import outbox
from store.outbox import Message, News

log = logging.getLogger(__name__)

SECRET = "CLAIMWIRE_WEBHOOK_SECRET"  # noqa: S105  # the name of a variable
PASSWORD = "CLAIMWIRE_SMTP_PASSWORD"  # noqa: S105  # likewise
_MOST_IN_A_MAIL = 50


def channels(config: Config) -> list[str]:
    """Return the channels that are on.

    Raises
    ------
    ConfigError
        If one is on without what it needs.
    """
    notify = config.notify
    found = []
    if notify.webhook:
        if not notify.webhook.startswith(("http://", "https://")):
            raise ConfigError(
                f"[notify] webhook is {notify.webhook!r}", remedy="Give an http(s) address."
            )
        found.append("webhook")
    if notify.email_to:
        if "@" not in notify.email_from:
            raise ConfigError(
                "[notify] email_to is set without email_from", remedy="Name a sender."
            )
        found.append("email")
    return found


def open_channels(workspace: Workspace) -> None:
    """Take note of channels that are on for the first time: they tell only what is new from now."""
    wanted = channels(workspace.config)
    if not wanted:
        return
    with workspace.database.writing() as conn:
        for channel in wanted:
            outbox.open_channel(conn, channel)


def notify(
    workspace: Workspace, needs: tuple[Need, ...], *, now: dt.datetime, early: bool = False
) -> StageReport:
    """Write what is to be told, then send what is due.

    Parameters
    ----------
    needs:
        What needs a person now.
    early:
        Also try messages again whose pause is not over.
    """
    wanted = channels(workspace.config)
    if not wanted:
        return StageReport(stage="notify")
    with workspace.database.writing() as conn:
        for channel in wanted:
            outbox.open_channel(conn, channel)
            _write(workspace.config, conn, channel, needs, now)
    with workspace.database.reading() as conn:
        waiting = [one for one in outbox.due(conn, now, early=early) if one.channel in wanted]
    done = failed = 0
    problems = []
    for message in waiting:
        error = _send(workspace.config, message)
        with workspace.database.writing() as conn:
            if error is None:
                outbox.sent(conn, message.id, now)
                done += 1
                continue
            failed += 1
            if outbox.failed(conn, message, error, now):
                problems.append(f"{message.channel}: message {message.id} was given up: {error}")
        log.warning("%s: message %s was not taken: %s", message.channel, message.id, error)
    return StageReport(
        stage="notify",
        counts={"messages sent": done, "messages that failed": failed},
        problems=tuple(problems),
    )


def _write(
    config: Config, conn: Any, channel: str, needs: tuple[Need, ...], now: dt.datetime
) -> None:
    title = config.site.title
    if config.notify.person:
        words = {need.key: need.words for need in needs}
        if new := outbox.untold_problems(conn, channel, words):
            body = {"site": title, "problems": [{"key": k, "words": words[k]} for k in new]}
            outbox.write(conn, channel, "person", new, body, now)
    if config.notify.deltas and (ids := outbox.untold_deltas(conn, channel)):
        items = [_item(config, one) for one in outbox.news(conn, ids)]
        outbox.write(conn, channel, "deltas", ids, {"site": title, "items": items}, now)


def _item(config: Config, one: News) -> dict[str, Any]:
    words = one.quote.split()
    most = config.site.quotation_words
    quote = " ".join(words[:most]) + (" …" if len(words) > most else "")
    return {
        "id": one.id,
        "kind": one.kind,
        "learned_at": one.learned_at.isoformat(),
        "dispute": one.dispute_id,
        "claim": one.claim_id,
        "entities": list(one.entities),
        "detail": one.detail,
        "quote": quote,
        "title": one.title,
        "url": one.url,
        "publisher": one.publisher,
        "page": routes.absolute(config.site.base_url, routes.claim(one.claim_id))
        if one.claim_id
        else None,
    }


def _send(config: Config, message: Message) -> str | None:
    """Send a message; return why that failed, ``None`` when it was taken."""
    try:
        if message.channel == "webhook":
            from crawler.guard import Guard

            guard = Guard(config.crawl.allow_addresses)
            secret = os.environ.get(SECRET, "")
            post(message, config.notify, refusal=guard.refusal, secret=secret)
        else:
            password = os.environ.get(PASSWORD, "")
            mail(message, config.notify, letter(message), password=password)
    except DeliveryError as error:
        return str(error)
    return None


def letter(message: Message) -> Letter:
    """Return what a mail says of a message."""
    body = json.loads(message.body)
    if message.kind == "person":
        problems = body["problems"]
        lines = [f"- {one['words']}" for one in problems]
        count = "something needs" if len(problems) == 1 else f"{len(problems)} things need"
        subject = f"[{body['site']}] {count} a person"
        return Letter(subject, "\n".join([*lines, "", "More: claimwire status", ""]))
    items = body["items"]
    lines = []
    for item in items[:_MOST_IN_A_MAIL]:
        lines += [
            f"{item['kind'].replace('_', ' ')}: {item['quote']}",
            f"    {item['publisher']}: {item['url']}",
            *([f"    {item['page']}"] if item["page"] else []),
            "",
        ]
    if len(items) > _MOST_IN_A_MAIL:
        lines.append(f"… and {len(items) - _MOST_IN_A_MAIL} more on the site.")
    count = "1 news item" if len(items) == 1 else f"{len(items)} news items"
    return Letter(f"[{body['site']}] {count}", "\n".join(lines))
