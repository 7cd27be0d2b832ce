"""robots.txt and addresses, held against other readers' test data; nothing of it is kept here.

``python -m tests.eval.real_protocols --from DIR`` reads what is unpacked below DIR:

- ``protego``: real robots.txt files of thousands of hosts. Of the paths that each file names, and
  of a few others, the verdict for our agent is compared with Protego's.
- ``w3lib``, ``courlan``: the pairs of addresses that their tests expect to be one. Pairs that need
  an option of theirs are left out. What is not one here on purpose stands in
  ``tests/unit/test_crawler_url_pairs.py``, each with its reason.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from protego import Protego

from crawler import robotstxt
from crawler.urls import canonical, url_key

_RULE = re.compile(r"^\s*(?:dis)?allow\s*:\s*(/[^#\r\n]*)", re.IGNORECASE | re.MULTILINE)
_PATHS = ("/", "/news/2026/04/24/story.html", "/search?q=a", "/index.php?id=5", "/feed/")
_MOST_RULES = 30  # paths of one file
_CALLS = frozenset({"canonicalize_url", "clean_url", "normalize_url", "scrub_url"})


def _paths(text: str) -> list[str]:
    """Return the paths that a file names, wildcards filled, each with one that goes on."""
    named = [rule.strip().rstrip("$").replace("*", "x") for rule in _RULE.findall(text)]
    found = [path for path in dict.fromkeys(named) if " " not in path][:_MOST_RULES]
    return [*_PATHS, *found, *(f"{path}a" for path in found)]


def robots(root: Path) -> Iterator[tuple[bool, str]]:
    """Yield for each verdict whether it is Protego's, and what it is about."""
    for path in sorted(root.glob("protego-*/tests/test_data/*")):
        text = path.read_bytes().decode("utf-8-sig", "replace")  # Protego knows no byte-order mark
        ours, theirs = robotstxt.parse(text, agent="claimwire"), Protego.parse(text)
        for tail in _paths(text):
            url = f"https://{path.name}.example{tail}"
            verdict = ours.allows(url)
            yield verdict == theirs.can_fetch(url, "claimwire"), f"{path.name} {tail} {verdict}"


def addresses(root: Path) -> Iterator[tuple[bool, str]]:
    """Yield for each pair of addresses whether it is one document here, too."""
    for pattern in ("w3lib-*/tests/test_url.py", "courlan-*/tests/unit_tests.py"):
        for path in sorted(root.glob(pattern)):
            for one, other in _pairs(path.read_text(encoding="utf-8")):
                first, second = canonical(one), canonical(other)
                same = first is not None and second is not None and url_key(one) == url_key(other)
                yield same, f"{path.parts[-3]} {one} {other}"


def _pairs(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Compare) and isinstance(node.left, ast.Call)):
            continue
        call, wanted = node.left, node.comparators[0]
        named = isinstance(call.func, ast.Name) and call.func.id in _CALLS
        if not named or len(call.args) != 1 or call.keywords:
            continue
        values = [one.value for one in (call.args[0], wanted) if isinstance(one, ast.Constant)]
        given = [one for one in values if isinstance(one, str) and one.startswith("http")]
        if len(given) == 2:
            yield given[0], given[1]


def main() -> int:
    """Measure what is found below the folder; return 1 when there is nothing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="root", type=Path, required=True, metavar="DIR")
    parser.add_argument("--list", action="store_true", help="print what differs")
    given = parser.parse_args()
    total = 0
    for name, measure in (("robots", robots), ("addresses", addresses)):
        results = list(measure(given.root))
        total += len(results)
        if given.list:
            print(*(about for same, about in results if not same), sep="\n")
        if results:
            same = sum(agrees for agrees, _ in results)
            print(f"{name:<10} {same}/{len(results)} {same / len(results):.4f}")
    return 0 if total else 1


if __name__ == "__main__":
    sys.exit(main())
