"""The language work, on the texts of the demo archive, beside the bare model."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator

from benchmarks.figures import ARCHIVE, Figure, figure


def figures(runs: int) -> Iterator[Figure]:
    """Tokens a second of the bare model and of the whole pipeline, over the same texts."""
    from nlp import pipeline
    from nlp.identity import default_model
    from nlp.knowledge_base import load as load_knowledge

    begin = time.perf_counter()
    annotator = pipeline.load(None, load_knowledge())
    loading = time.perf_counter() - begin
    yield figure("load model and knowledge", "s", [loading])
    texts = _texts()
    tokens = sum(len(p.doc) for text in texts for p in annotator.read(text).paragraphs)
    for text in texts:
        annotator.annotate(text)  # warm: patterns are compiled when they are first needed

    from nlp.loading import load as load_bare

    bare = load_bare(default_model())
    paragraphs = [p for text in texts for p in text.split("\n\n")]

    def bare_once() -> float:
        begin = time.perf_counter()
        for _ in bare.pipe(paragraphs, batch_size=64):
            pass
        return tokens / (time.perf_counter() - begin)

    def bare_by_text() -> float:
        begin = time.perf_counter()
        for text in texts:
            for _ in bare.pipe(text.split("\n\n"), batch_size=64):
                pass
        return tokens / (time.perf_counter() - begin)

    def whole_once() -> float:
        begin = time.perf_counter()
        for text in texts:
            annotator.annotate(text)
        return tokens / (time.perf_counter() - begin)

    # In turns: whatever else the machine does meets both.
    turns = [(bare_once(), bare_by_text(), whole_once()) for _ in range(runs)]
    yield figure("bare model", "tokens/s", [bare for bare, _, _ in turns])
    yield figure("bare model, text by text", "tokens/s", [single for _, single, _ in turns])
    yield figure("whole annotate", "tokens/s", [whole for _, _, whole in turns])
    shares = [100 * whole / bare for bare, _, whole in turns]
    yield figure("whole annotate of bare", "%", shares)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield figure("memory of the language work", "MB", [peak])


def _texts() -> list[str]:
    from claimwire.errors import InputError
    from crawler.extract import extract
    from crawler.warc import responses

    texts = []
    for page in responses(ARCHIVE):
        if page.status != 200 or b"<html" not in page.body[:2000].lower():
            continue
        try:
            texts.append(extract(page.body, url=page.url).text)
        except InputError:
            continue
    return texts
