"""Settings for Scrapy's own command line (``scrapy shell URL``), named by ``scrapy.cfg``.

The crawl itself does not read them; :func:`crawler.engine.crawl` makes its own.
"""

from crawler.settings import CrawlSettings, scrapy_settings

globals().update(scrapy_settings(CrawlSettings(), replay=False))
