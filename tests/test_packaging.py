"""The wheel, installed in a clean environment outside the checkout, does the whole job."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


def test_the_wheel_holds_what_the_program_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "claimwire/py.typed",
        "claimwire/publish/_site/templates/base.html",
        "crawler/sources.toml",
        "crawler/demo/demo.warc.gz",
        "nlp/knowledge/entities.toml",
        "nlp/model/fast/meta.json",
        "nlp/model/fast/README.md",
        "store/migrations/env.py",
    ):
        assert needed in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]
    assert not [name for name in names if "training/corpus" in name or "training/output" in name]


@pytest.mark.slow
def test_the_wheel_does_the_whole_job_elsewhere(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "CLAIMWIRE"))}

    def call(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, check=True, capture_output=True, text=True, cwd=tmp_path, env=clean
        )

    call(str(environment / "bin" / "pip"), "install", "--quiet", str(wheel))
    claimwire = str(environment / "bin" / "claimwire")
    done = json.loads(call(claimwire, "--json", "demo", "out").stdout)
    site = Path(done["site"])
    assert site.is_file()
    assert (site.parent / "data" / "claims.jsonl").stat().st_size > 0
    assert call(claimwire, "--workspace", "out", "db", "check").stdout.strip()
    card = call(claimwire, "model", "info").stdout
    assert "CC BY-SA" in card
