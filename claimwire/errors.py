"""The one tree of errors that claimwire raises on purpose.

::

    ClaimwireError            carries an exit code and, where one is known, a remedy
    ├── UsageError            2   wrong use of a command
    ├── ConfigError           2   a file that a person edits is wrong (names file, line, key)
    ├── SchemaError           2   the database is at another revision than the program
    ├── MachineError          2   the machine or the database cannot work now (no room, gone)
    ├── InputError            1   an input cannot be read (names file or URL, and line)
    ├── EvidenceError         70  a quote that would be published is not in its revision
    └── LockHeldError              75  another run holds the workspace

Errors of third parties are wrapped into one of these at the boundary where they arise; anything
else that reaches the top is a bug and ends with exit code 70 and its trace.
"""

from __future__ import annotations


class ClaimwireError(Exception):
    """Something went wrong that a person can understand and mend.

    Parameters
    ----------
    message:
        What happened, naming the file, line, URL or id concerned.
    remedy:
        What to do about it, as an imperative sentence; empty when there is nothing to advise.
    """

    exit_code = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n  {self.remedy}" if self.remedy else self.message


class UsageError(ClaimwireError):
    """A command was used in a way that cannot work."""

    exit_code = 2


class ConfigError(ClaimwireError):
    """A file that a person edits (configuration, sources, knowledge base) is wrong."""

    exit_code = 2


class SchemaError(ClaimwireError):
    """The database is at a schema revision that this program does not speak."""

    exit_code = 2


class MachineError(ClaimwireError):
    """The machine or the database cannot work now: no room, no permission, a wrong clock, gone.

    What was committed before is kept; the next run continues there.
    """

    exit_code = 2


class InputError(ClaimwireError):
    """One input (a file, a line, a page) cannot be read; the rest of the work goes on."""

    exit_code = 1


class EvidenceError(ClaimwireError):
    """A quote that was about to be published is not a substring of the revision it names."""

    exit_code = 70


class LockHeldError(ClaimwireError):
    """Another run holds the lock of this workspace."""

    exit_code = 75
