"""Why a mention was linked, in words."""

from __future__ import annotations

from claimwire.model import EntityType, Mention
from nlp.why import why
from tests.unit.nlp_builders import world


def mention(entity: str, canonical: str, how: str) -> Mention:
    return Mention(0, 5, entity, canonical, EntityType.PRODUCT, how)


def test_an_ambiguous_name_tells_what_bears_it_out() -> None:
    robin = mention("robin", "Robin-2", "context-alias")
    maker = mention("borealis", "Borealis", "alias")
    told = why(robin, [robin, maker], world())
    assert told == "an ambiguous name of Robin-2, borne out by Borealis, which the text names"
    full = mention("robin", "Robin-2", "alias")
    assert why(robin, [maker, full], world()).endswith("its full name in the text")
    assert why(robin, [robin], world()).endswith("the words around it")


def test_every_way_of_linking_has_words() -> None:
    for how in ("alias", "model", "pattern", "capitals", "surname", "acronym", "coreference"):
        assert len(why(mention("new:x", "X", how), [], world()).split()) > 3
