"""Schema migrations: bringing a database to the revision that this program speaks.

The scripts lie in ``store/migrations`` inside the package and need no file of Alembic's beside the
program. All scripts of one upgrade run in one transaction (both databases can roll back a schema
change), so a killed upgrade leaves the old schema.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from claimwire.errors import SchemaError
from store import db
from store.migrations import HEAD


def upgrade(url: str) -> str:
    """Bring the database to this program's revision, from empty or any older one; return it.

    Raises
    ------
    ConfigError
        If the database cannot be opened.
    SchemaError
        If a newer program made it.
    """
    with db.Database(url) as database:
        if database.file is not None:
            database.file.parent.mkdir(parents=True, exist_ok=True)
        found = db.revision(database)
        if found is not None and found not in _known():
            raise SchemaError(
                f"the database {database.name} is at schema revision {found}, "
                "which this program does not know",
                remedy="Install the newer claimwire that made it.",
            )
        with database.writing() as conn:
            config = _config()
            config.attributes["connection"] = conn
            command.upgrade(config, "head")
    return HEAD


def current(url: str) -> str | None:
    """Return the revision of the database, or ``None`` if it has no schema.

    Raises
    ------
    ConfigError
        If the database cannot be opened.
    """
    with db.Database(url) as database:
        if database.file is not None and not database.file.exists():
            return None
        return db.revision(database)


def head() -> str:
    """Return the revision that this program speaks."""
    return HEAD


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
