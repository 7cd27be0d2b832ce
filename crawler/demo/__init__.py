"""The demo archive: real reports of 2025-2026 as short renditions, captured in simulated fetches.

``demo.warc.gz`` lets the whole job run offline. :mod:`crawler.demo.build` makes it;
``docs/demo.md`` tells what is in it and what should become of each broken page.
"""
