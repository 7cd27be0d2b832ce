"""Discovery, fetching, capture and extraction: from a catalogue of sources to articles.

Nothing heavy is imported here; :func:`crawler.engine.crawl` is the way in for a whole crawl,
:func:`crawler.extract.extract` for one page, :func:`crawler.local.read_file` for local files.
"""
