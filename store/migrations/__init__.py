"""Alembic's scripts, and the revision that this program speaks.

The revision stands here as a constant, so that opening a database does not load Alembic; a test
compares it with the newest script.
"""

HEAD = "0007"
