"""Language by script and by stop words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.language import detect


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry said that the claims were not true and that it would answer.", "en"),
        ("Das Gericht hat entschieden, dass die Klage nicht zulässig ist.", "de"),
        ("Le tribunal a jugé que la plainte de la société n'est pas fondée.", "fr"),
        ("El juez dijo que la demanda de los autores no se puede admitir por ahora.", "es"),
        ("Il tribunale ha deciso che la causa non è fondata e che il caso è chiuso.", "it"),
        ("O tribunal decidiu que não há provas de que a empresa tenha copiado as obras.", "pt"),
        ("De rechter heeft bepaald dat het bedrijf niet meer mag worden gebruikt.", "nl"),
        ("外交部发言人表示，有关指控毫无根据。", "zh"),
        ("外務省の報道官は、この主張には根拠がないと述べた。", "ja"),
        ("대사관은 이 주장이 근거가 없다고 밝혔다.", "ko"),
        ("Посольство заявило, что обвинения беспочвенны.", "ru"),
        ("قالت السفارة إن الاتهامات لا أساس لها.", "ar"),
        ("Borealis指控，3家中国AI企业开设逾2万个假帐号使用其Robin模型。", "zh"),
        ("", None),
        ("12345 — 67", None),
        ("Xqz Vrr Plm Ktt", "en"),  # too short to tell, like a headline without stop words
        ("Nimbus sues Acme over archive", "en"),
        ("Borealis rejects ministry claims", "en"),
        ("Nimbus verklagt Acme wegen der Nutzung des Archivs", "de"),
    ],
)
def test_detects(text: str, expected: str | None) -> None:
    assert detect(text) == expected


@settings(deadline=None)
@given(st.text())
def test_never_fails(text: str) -> None:
    found = detect(text)
    assert found is None or 2 <= len(found) <= 3
