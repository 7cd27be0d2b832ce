"""The lexicon: complete, consistent, and strict about what it does not know."""

from __future__ import annotations

import pytest

from claimwire.errors import ConfigError
from claimwire.model import Act
from nlp.statements import forms, lexicon


def test_every_act_but_silence_has_a_verb() -> None:
    acts = {verb.act for verbs in lexicon.load().verbs.values() for verb in verbs}
    assert set(Act) - acts == {Act.DECLINE_COMMENT, Act.NO_RESPONSE}


def test_digest_is_stable() -> None:
    assert lexicon.load().digest == lexicon.load().digest
    assert len(lexicon.load().digest) == 64


def test_unknown_frames_and_acts_are_refused() -> None:
    with pytest.raises(ConfigError, match="unknown frame 'thta'"):
        lexicon._verbs({"say": {"say": "thta"}})
    with pytest.raises(ConfigError, match="unknown act 'sya'"):
        lexicon._verbs({"sya": {"say": "that"}})


def test_confidences_are_shares() -> None:
    assert all(0 < value <= 1 for value in lexicon.load().trust.judged.values())


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("said", "say"),
        ("conceded", "concede"),
        ("denies", "deny"),
        ("denied", "deny"),
        ("alleging", "allege"),
        ("slammed", "slam"),
        ("pledges", "pledge"),
        ("told", "tell"),
    ],
)
def test_forms_lead_to_their_lemma(form: str, lemma: str) -> None:
    assert forms.table(lexicon.load().verbs)[form] == lemma
