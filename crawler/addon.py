"""One line in ``ADDONS`` that makes a Scrapy crawl behave.

It installs the address guard, robots.txt by RFC 9309 with Crawl-delay as the host's pace, limits on
size, time and redirects, checked certificates and the archive; and it switches off what Scrapy
would do in their stead: its own robots.txt, retries, cookies, its HTTP cache, proxies (whose
address the guard cannot see past), and every scheme but http and https.
"""

from __future__ import annotations

from scrapy.settings import BaseSettings

from crawler.settings import MAX_REDIRECTS

_MIDDLEWARES = {
    "crawler.middlewares.GuardMiddleware": 50,
    "crawler.manners.RobotsMiddleware": 100,
    # A response passes these from the highest number down: unpacked (590), archived, redirected.
    "crawler.middlewares.ArchiveMiddleware": 585,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 580,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
}
_VALUES = {
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 5.0,
    "DOWNLOAD_DELAY_JITTER": 0.0,
    "DOWNLOAD_TIMEOUT": 30.0,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,  # a page is evidence only if its publisher sent it
    "DOWNLOAD_MAXSIZE": 8_000_000,
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_HANDLERS": {"data": None, "file": None, "ftp": None, "s3": None},
    "REDIRECT_MAX_TIMES": MAX_REDIRECTS,
    "ROBOTSTXT_OBEY": False,
    "RETRY_ENABLED": False,
    "COOKIES_ENABLED": False,
    "REFERER_ENABLED": False,
    "HTTPCACHE_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}
_PRIORITY = "addon"  # above Scrapy's defaults, below what a project sets


class ClaimwireAddon:
    """The addon; Scrapy calls :meth:`update_settings` before the crawl begins."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Put the manners into the settings, each of which a project may still override."""
        for name, value in _VALUES.items():
            if isinstance(value, dict):
                settings.set(name, {**value, **settings.getdict(name)}, "project")
            else:
                settings.set(name, value, _PRIORITY)
        middlewares = {**_MIDDLEWARES, **settings.getdict("DOWNLOADER_MIDDLEWARES")}
        settings.set("DOWNLOADER_MIDDLEWARES", middlewares, "project")

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Put the guard in the place of the resolver, which is made before the crawl."""
        settings.set("TWISTED_DNS_RESOLVER", "crawler.guard.GuardedResolver", _PRIORITY)
