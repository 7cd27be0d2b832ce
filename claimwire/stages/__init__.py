"""The stages: where crawler, language work, store and site meet, and nowhere else.

In the order of the data flow: :mod:`.crawl` and :mod:`.ingest` bring documents in, :mod:`.annotate`
reads them, :mod:`.resolve` joins them, :mod:`.publish` shows them; :mod:`.run` does all of it once.
Each derives its to-do list from the database, commits in small steps, and can be killed anywhere.
"""
