"""Messages to real servers on loopback: each item once, none lost, none to where it may not go."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import http.server
import json
import socket
import threading
from collections.abc import Callable, Iterator
from email.message import Message as Email
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from claimwire.config import Config, load_config
from claimwire.errors import ConfigError
from claimwire.stages.base import StageReport, Workspace
from claimwire.stages.notify import channels, notify, open_channels
from claimwire.stages.status import Need
from store import knowledge, outbox, resolution, tables
from tests import store_samples as sample
from tests.store_fixtures import Workspaces
from tests.store_samples import NOW, later

LOOPBACK = ["127.0.0.0/8"]


class Receiver:
    """A webhook on loopback that keeps what it gets and answers as it is told."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.requests.append((dict(self.headers.items()), body))
                status = receiver.answers.pop(0) if receiver.answers else 204
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/hook?for=claimwire"

    @property
    def told(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.requests]

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()
    yield found
    found.close()


class Mailbox(MessageHandler):
    """Keeps the mails that it gets."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Email] = []

    def handle_message(self, message: Email) -> None:
        self.mails.append(message)


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, f"127.0.0.1:{port}"
    controller.stop()


Make = Callable[..., Workspace]
"""Makes a workspace with settings of ``[notify]``."""


@pytest.fixture
def workspace(tmp_path: Path, workspaces: Workspaces) -> Iterator[Make]:
    made: list[Workspace] = []

    def make(**notify: Any) -> Workspace:
        folder = tmp_path / f"w{len(made)}"
        workspaces.make(folder, notify=notify, crawl={"allow_addresses": LOOPBACK})
        made.append(Workspace(load_config(folder)))
        return made[-1]

    yield make
    for one in made:
        one.database.close()


def learn(made: Workspace) -> list[str]:
    """Put a resolution with news into the store; return the ids of the news items."""
    with made.database.writing() as conn:
        knowledge.sync(conn, sample.knowledge())
        first, second = sample.add(conn, 0, title="One"), sample.add(conn, 1, title="Two")
        sample.read_texts(conn, first, second)
        resolution.replace(conn, sample.resolution(first, second), "input")
        return list(conn.scalars(sa.select(tables.delta.c.id)))


def needs(*keys: str) -> tuple[Need, ...]:
    return tuple(Need(key, f"{key} is ill") for key in keys)


def tell(made: Workspace, at: dt.datetime = NOW, *keys: str) -> StageReport:
    return notify(made, needs(*keys), now=at)


def test_nobody_is_told_by_default(workspace: Make) -> None:
    made = workspace()
    assert channels(made.config) == []
    assert tell(made, NOW, "source a") == StageReport(stage="notify")


def test_news_are_told_once(workspace: Make, receiver: Receiver) -> None:
    made = workspace(webhook=receiver.url)
    open_channels(made)
    ids = learn(made)
    assert ids
    assert tell(made).counts == {"messages sent": 1, "messages that failed": 0}
    tell(made, later(hours=1))
    (message,) = receiver.told
    assert message["kind"] == "deltas"
    assert sorted(item["id"] for item in message["items"]) == sorted(ids)
    item = message["items"][0]
    assert item["quote"] in sample.TEXT
    assert item["url"].startswith("https://news.example/")


def test_what_was_known_before_the_channel_is_not_told(workspace: Make, receiver: Receiver) -> None:
    made = workspace(webhook=receiver.url)
    learn(made)
    tell(made)
    assert receiver.told == []


def test_a_problem_is_told_when_it_appears_and_when_it_comes_back(
    workspace: Make, receiver: Receiver
) -> None:
    made = workspace(webhook=receiver.url)
    for hour, keys in enumerate((["a"], ["a"], ["a", "b_%"], ["b_%"], ["a", "b_%"], [])):
        tell(made, later(hours=hour), *keys)
    told = [[one["key"] for one in message["problems"]] for message in receiver.told]
    assert told == [["a"], ["b_%"], ["a"]]


@pytest.mark.parametrize("answer", [500, 404, 302])
def test_what_is_not_taken_is_sent_again_under_the_same_key(
    workspace: Make, receiver: Receiver, answer: int
) -> None:
    made = workspace(webhook=receiver.url)
    receiver.answers = [answer]
    assert tell(made, NOW, "a").counts["messages that failed"] == 1
    assert tell(made, later(seconds=30), "a").counts["messages sent"] == 0  # the pause is a minute
    assert tell(made, later(seconds=61), "a").counts["messages sent"] == 1
    (first, body), (second, again) = receiver.requests
    assert first["Idempotency-Key"] == second["Idempotency-Key"] == json.loads(body)["id"]
    assert body == again


def test_the_body_can_be_signed(
    workspace: Make, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMWIRE_WEBHOOK_SECRET", "between us")
    made = workspace(webhook=receiver.url)
    tell(made, NOW, "a")
    ((headers, body),) = receiver.requests
    digest = hmac.new(b"between us", body, hashlib.sha256).hexdigest()
    assert headers["Claimwire-Signature"] == f"sha256={digest}"


def test_the_guard_holds_for_webhooks(workspace: Make, receiver: Receiver) -> None:
    made = workspace(webhook=receiver.url)
    closed = Workspace(_without_allowance(made.config))
    with closed.database:
        assert tell(closed, NOW, "a").counts["messages that failed"] == 1
    assert receiver.requests == []
    with made.database.reading() as conn:
        assert "this machine" in (conn.scalar(sa.select(tables.outbox.c.error)) or "")
    assert tell(made, later(hours=1), "a").counts["messages sent"] == 1


def _without_allowance(config: Config) -> Config:
    path = config.workspace / "claimwire.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(json.dumps(LOOPBACK), "[]"), encoding="utf-8")
    return load_config(config.workspace)


def test_a_kill_between_writing_and_sending_loses_nothing(
    workspace: Make, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = workspace(webhook=receiver.url)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "due", _die)
        with pytest.raises(KeyboardInterrupt):
            tell(made, NOW, "a")
    assert receiver.requests == []
    tell(made, later(minutes=1), "a")
    tell(made, later(minutes=2), "a")
    assert len(receiver.told) == 1


def _die(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_what_is_never_taken_is_given_up_and_said(workspace: Make, receiver: Receiver) -> None:
    made = workspace(webhook=receiver.url)
    receiver.answers = [500] * outbox.MAX_ATTEMPTS
    reports = [tell(made, later(days=turn), "a") for turn in range(outbox.MAX_ATTEMPTS + 1)]
    assert "given up" in reports[-2].problems[0]
    assert not any(report.problems for report in reports[:-2])
    with made.database.reading() as conn:
        assert outbox.given_up(conn) == 1
        assert outbox.waiting(conn) == 0


def test_mails_go_to_a_real_server(workspace: Make, mailbox: tuple[Mailbox, str]) -> None:
    box, address = mailbox
    made = workspace(
        email_to=["desk@example.org", "night@example.org"],
        email_from="claimwire@example.org",
        smtp=address,
    )
    open_channels(made)
    learn(made)
    tell(made, NOW, "source gazette\r\nBcc: all@example.org")
    tell(made, later(hours=1), "source gazette\r\nBcc: all@example.org")
    person, news = sorted(box.mails, key=lambda mail: "news" in mail["Subject"])
    assert person["To"] == "desk@example.org, night@example.org"
    assert person["Bcc"] is None
    assert "something needs a person" in person["Subject"]
    assert "news item" in news["Subject"]
    assert news["Message-ID"].endswith("@example.org>")
    assert person["Message-ID"] != news["Message-ID"]
    assert "https://news.example/" in news.get_payload(decode=True).decode("utf-8")  # type: ignore[union-attr]  # bytes


def test_a_mail_server_that_is_away_is_tried_again(
    workspace: Make, mailbox: tuple[Mailbox, str]
) -> None:
    box, address = mailbox
    settings = {"email_to": ["desk@example.org"], "email_from": "claimwire@example.org"}
    away = workspace(**settings, smtp="127.0.0.1:1")
    assert tell(away, NOW, "a").counts["messages that failed"] == 1
    path = away.config.workspace / "claimwire.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("127.0.0.1:1", address), "utf-8")
    there = Workspace(load_config(away.config.workspace))
    with there.database:
        counts = tell(there, later(hours=1), "a").counts
    assert counts == {"messages sent": 1, "messages that failed": 0}
    assert len(box.mails) == 1


@pytest.mark.parametrize(
    "settings", [{"webhook": "ftp://a.example/"}, {"email_to": ["desk@example.org"]}]
)
def test_half_settings_are_said(workspace: Make, settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=r"\[notify\]"):
        tell(workspace(**settings))


def test_a_receiver_that_answers_a_byte_at_a_time_is_left(workspace: Make) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def drip() -> None:
        conversation, _ = listener.accept()
        with conversation:
            while not ended.wait(0.05):
                try:
                    conversation.sendall(b"H")
                except OSError:
                    return

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        port = listener.getsockname()[1]
        made = workspace(webhook=f"http://127.0.0.1:{port}/", timeout_seconds=0.5)
        assert tell(made, NOW, "a").counts["messages that failed"] == 1
    finally:
        ended.set()
        thread.join()
        listener.close()
