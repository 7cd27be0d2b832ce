"""The store: what was discovered, captured, understood and derived, in SQLite or PostgreSQL.

One module per concern. Functions take a connection; whoever calls them owns the transaction, which
:meth:`store.db.Database.reading` and :meth:`store.db.Database.writing` open.
"""
