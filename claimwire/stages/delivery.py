"""Sending one message: a POST to a webhook, or a mail. What fails is told in words and tried again.

A webhook may be any address that an operator wrote down, so the guard of the crawler holds for it
too: the connection is made to the very address that was checked, and no redirect is followed.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import logging
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from claimwire import __version__
from claimwire.config import NotifySection
from store.outbox import Message

log = logging.getLogger(__name__)

Refusal = Callable[[str], str | None]
"""Says why an address may not be asked; ``None``: it may (``crawler.guard.Guard.refusal``)."""


class DeliveryError(Exception):
    """The receiver did not take a message; the words say why."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says."""

    subject: str
    text: str


def post(message: Message, notify: NotifySection, *, refusal: Refusal, secret: str = "") -> None:
    """POST the message's JSON to the webhook; any answer of the kind 2xx takes it.

    The headers carry ``Idempotency-Key`` (the id of the message, the same at every attempt) and,
    with a ``secret``, ``Claimwire-Signature: sha256=`` and the HMAC of the body.

    Raises
    ------
    DeliveryError
        If the receiver cannot be reached, may not be, or answers otherwise.
    """
    parts = urlsplit(notify.webhook)
    body = message.body.encode("utf-8")
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"claimwire/{__version__}",
        "Idempotency-Key": message.id,
        "Connection": "close",
    }
    if secret:
        digest = hmac.new(secret.encode("utf-8"), body, hashlib.sha256).hexdigest()
        headers["Claimwire-Signature"] = f"sha256={digest}"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Guarded(
        parts.hostname or "",
        parts.port,
        secure=parts.scheme == "https",
        timeout=notify.timeout_seconds,
        refusal=refusal,
    )
    timer = threading.Timer(notify.timeout_seconds, connection.abort)
    timer.daemon = True
    timer.start()
    try:
        connection.request("POST", path, body=body, headers=headers)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = " (it took too long)" if connection.aborted else ""
        raise DeliveryError(f"{parts.hostname}: {error or type(error).__name__}{late}") from error
    finally:
        timer.cancel()
        connection.close()
    if not 200 <= status < 300:
        raise DeliveryError(f"{parts.hostname} answered {status}")


class _Guarded(http.client.HTTPConnection):
    """A connection to an address that was checked, encrypted for the name that was asked."""

    def __init__(
        self, host: str, port: int | None, *, secure: bool, timeout: float, refusal: Refusal
    ) -> None:
        super().__init__(host, port or (443 if secure else 80), timeout=timeout)
        self._secure = secure
        self._refusal = refusal
        self.aborted = False

    def connect(self) -> None:
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        refused = [reason for one in found if (reason := self._refusal(str(one[4][0])))]
        if refused:  # one forbidden address of several is no accident either
            raise OSError(f"{refused[0]}, which allow_addresses under [crawl] does not name")
        self.sock = socket.create_connection((str(found[0][4][0]), self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.host
            )

    def abort(self) -> None:
        """End a conversation that takes too long: a receiver may answer a byte at a time."""
        self.aborted = True
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it has ended meanwhile


def mail(message: Message, notify: NotifySection, letter: Letter, *, password: str = "") -> None:
    """Send a letter to everybody in ``email_to``; its Message-ID is made from the message's id.

    Raises
    ------
    DeliveryError
        If the server cannot be reached or refuses.
    """
    email = EmailMessage()
    email["Subject"] = " ".join(letter.subject.split())
    email["From"] = notify.email_from
    email["To"] = ", ".join(notify.email_to)
    email["Date"] = format_datetime(message.made)
    email["Message-ID"] = f"<{message.id}@{notify.email_from.rpartition('@')[2]}>"
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(letter.text)
    host, _, port = notify.smtp.partition(":")
    kind = smtplib.SMTP_SSL if notify.smtp_tls == "tls" else smtplib.SMTP
    try:
        with kind(host, int(port or 25), timeout=notify.timeout_seconds) as server:
            if notify.smtp_tls == "starttls":
                server.starttls(context=ssl.create_default_context())
            if notify.smtp_user:
                server.login(notify.smtp_user, password)
            refused = server.send_message(email)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise DeliveryError(f"{notify.smtp}: {error or type(error).__name__}") from error
    if refused:  # somebody took it: sending it again would tell them twice
        log.warning("%s refused %s; the others have the mail", notify.smtp, sorted(refused))
