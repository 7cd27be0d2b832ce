"""Score what is kept from who mends rules: once before and once after a round, in sums alone."""

from __future__ import annotations

from pathlib import Path

from tests.eval import fresh


def run(data: Path, model: str | None) -> dict[str, float]:
    """Return the measures of the unread batches of invented pages, and of the unread frames."""
    frames = {f"{fresh.FRAMES}.{name}": value for name, value in fresh.frames(model).items()}
    return fresh.scored(fresh.UNREAD, data, model) | frames
