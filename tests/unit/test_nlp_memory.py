"""Five megabytes of anything are read in bounded memory, by a process that does nothing else."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from nlp.pipeline import MAXIMUM_LENGTH

MEGABYTES = 600
"""What a process may hold, the model and the knowledge base included (docs/model.md, Bad input)."""

PROGRAM = """
import json, sys
from pathlib import Path
from nlp import pipeline
from tests.unit.nlp_builders import world

annotator = pipeline.load(None, world())
part = json.loads(sys.argv[1])
text = part * (5_000_000 // len(part))
annotation = annotator.annotate(text)
# Not of getrusage, whose peak a process inherits from the one that started it.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
peak = int(status["VmHWM"].split()[0]) / 1024
print(json.dumps({"cut": annotation.truncated_at, "megabytes": peak}))
"""
TEXTS = {
    "one line": "Borealis said on Monday that Quillon AI had copied its chatbot, which it denied. ",
    "no blank": "x",
    "controls": "\x00\x1b\x85\u2028",
    "emoji": "😀👩‍👩‍👧‍👦🇺🇸 ",
    "right to left": "قالت الشركة إن منافستها نسخت. ",
    "numbers": "1,204 33.5 (7) 99% $4.5\n",
    "empty lines": "\n",
    "quotation marks": "“‘",
}


@pytest.mark.model
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
@pytest.mark.parametrize("kind", TEXTS)
def test_memory_is_bounded(kind: str) -> None:
    command = [sys.executable, "-c", PROGRAM, json.dumps(TEXTS[kind])]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    found = json.loads(done.stdout)
    assert MAXIMUM_LENGTH / 2 <= found["cut"] <= MAXIMUM_LENGTH
    assert found["megabytes"] < MEGABYTES
