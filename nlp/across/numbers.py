"""Names for the kinds of array that briefs hold; the library's own cannot be named at run time."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    Longs = array[int]
    Ints = array[int]
    Floats = array[float]
else:
    Longs = NewType("Longs", array)
    Ints = NewType("Ints", array)
    Floats = NewType("Floats", array)

CODES = {Longs: "q", Ints: "I", Floats: "f"}
"""The type code of each kind."""
