"""Compiled templates are kept where Python keeps compiled modules, so that a build need not wait.

Compiling all templates takes 0.6 s, longer than all else that one new document costs a small site.
The place is as safe as the program itself: who can write there could change the program. Where
nothing can be written, or Python is told not to, templates are compiled in every build.
"""

from __future__ import annotations

import contextlib
import sys
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class TemplateCode(FileSystemBytecodeCache):
    """The code of templates, each in a file; ``program`` tells what compiled them.

    A file that was made by another program, of another source, or that is damaged is made again.
    """

    def __init__(self, program: str, folder: Path | None = None) -> None:
        place = folder or Path(cache_from_source(__file__)).parent
        super().__init__(str(place), "template-%s.cache")
        self._program = program

    def get_source_checksum(self, source: str) -> str:
        """Return what a file is known by: its source and the program that compiled it."""
        return super().get_source_checksum(f"{self._program}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read the code of one template, if it is there and can be read."""
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the code of one template, if it can be written."""
        if sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
