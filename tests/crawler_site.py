"""A small web on loopback: pages with odd habits, and a log of what was asked of them."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from claimwire.model import Source, SourceKind

TDM = "/.well-known/tdmrep.json"
"""The file that a crawl asks for after robots.txt; a site has none unless a test puts it there."""

ARTICLE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="2026-04-24T10:00:00+02:00"></head><body><article>
<h1>{title}</h1><p>The department said on Friday that companies copy the models of others.</p>
<p>“The allegation is groundless,” the embassy told reporters in the evening.</p></article></body>
</html>"""


@dataclass
class Page:
    """What an address answers; ``body`` may be a function that writes to the socket itself."""

    body: bytes | Callable[[BaseHTTPRequestHandler], None] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """A running server: its address, its pages (to be changed at will) and what was asked."""

    root: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    at_once: int = 0  # most requests that were answered at the same time
    answering: int = 0

    def paths(self) -> list[str]:
        """Return the paths asked for, in order."""
        return [path for path, _ in self.asked]

    def article(self, path: str, title: str | None = None, **headers: str) -> None:
        """Put an article at a path."""
        text = ARTICLE.format(title=title or f"Report on {path}")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Page(text.encode(), 200, {"Content-Type": "text/html", **named})

    def feed(self, path: str, *links: str, **headers: str) -> None:
        """Put an RSS feed with these links at a path."""
        items = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links)
        text = f'<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Page(text.encode(), 200, {"Content-Type": "text/xml", **named})

    def source(self, id_: str, path: str) -> Source:
        """Return a source that is the feed at a path."""
        return Source(id_, id_, id_, SourceKind.RSS, self.root + path)


@contextmanager
def serving(host: str = "127.0.0.1", *, certificate: Path | None = None) -> Iterator[Site]:
    """Run a site for the duration of a block, over TLS with a certificate (PEM with its key)."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            with counting:
                site.answering += 1
                site.at_once = max(site.at_once, site.answering)
            try:
                self.answer()
            finally:
                with counting:
                    site.answering -= 1

        def answer(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            bare = self.path.partition("?")[0]
            page = site.pages.get(self.path) or site.pages.get(bare) or Page(b"nothing", 404)
            if callable(page.body):
                page.body(self)
                return
            status = page.status
            etag, since = page.headers.get("ETag"), page.headers.get("Last-Modified")
            same_tag = etag and self.headers.get("If-None-Match") == etag
            same_date = since and self.headers.get("If-Modified-Since") == since
            if same_tag or same_date:
                status = 304
            self.send_response(status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            body = b"" if status == 304 else page.body
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Requests are kept in ``Site.asked``."""

    counting = threading.Lock()
    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    scheme = "http"
    if certificate is not None:
        scheme = "https"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(f"{scheme}://{host}:{server.server_port}")
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /private/\n")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def certificates(folder: Path) -> tuple[Path, Path]:
    """Make an authority and a certificate for 127.0.0.1; return their PEM files."""
    now = dt.datetime.now(dt.UTC)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, n)]) for n in ("ca", "site")]
    made = []
    for number in range(2):
        builder = (
            x509.CertificateBuilder()
            .subject_name(names[number])
            .issuer_name(names[0])
            .public_key(keys[number].public_key())
            .serial_number(number + 1)
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=1))
            .add_extension(x509.BasicConstraints(number == 0, None), critical=True)
        )
        if number == 1:
            address = x509.IPAddress(ip_address("127.0.0.1"))
            builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
        made.append(builder.sign(keys[0], hashes.SHA256()))
    pem = [certificate.public_bytes(serialization.Encoding.PEM) for certificate in made]
    key = keys[1].private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    authority, pair = folder / "ca.pem", folder / "site.pem"
    authority.write_bytes(pem[0])
    pair.write_bytes(pem[1] + key)
    return authority, pair


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Answer with a body that never ends."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    try:
        for _ in range(20_000):
            handler.wfile.write(b"<p>more and more</p>" * 50)
    except OSError:
        return  # the crawler hung up, as it should


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """Answer with a byte now and then."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.close_connection = True
    try:
        for _ in range(100):
            handler.wfile.write(b"a")
            handler.wfile.flush()
            time.sleep(0.2)
    except OSError:
        return


def broken_off(handler: BaseHTTPRequestHandler) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<p>half")
    handler.close_connection = True
