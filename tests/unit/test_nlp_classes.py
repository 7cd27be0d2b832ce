"""Classes of words that carry an act: idioms, nouns that are faced, predicates, told misdeeds.

One sentence for each class, and beside them those that only look alike.
"""

from __future__ import annotations

import pytest

from claimwire.model import ACCUSING_ACTS, Act, Statement
from nlp import pipeline
from nlp.force import force
from nlp.pipeline import Annotator
from nlp.statements.trust import PUBLISHED
from tests.unit.nlp_builders import world

_BLAMING = ACCUSING_ACTS | {Act.THREATEN}


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return pipeline.load(None, world())


def published(annotator: Annotator, text: str) -> list[Statement]:
    found = annotator.annotate(text).statements
    return [one for one in found if one.confidence >= PUBLISHED and not one.negated]


def acts(annotator: Annotator, text: str) -> set[Act]:
    return {one.act for one in published(annotator, text)}


def whom(annotator: Annotator, text: str, act: Act) -> set[str | None]:
    found = [one for one in published(annotator, text) if one.act is act]
    return {target.entity for one in found for target in one.targets}


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (Act.ACCUSE, "pointed the finger at Quillon AI."),
        (Act.ACCUSE, "pinned the blame on Quillon AI."),
        (Act.ACCUSE, "called out Quillon AI for copying its code."),
        (Act.ACCUSE, "levelled accusations of theft against Quillon AI."),
        (Act.CRITICIZE, "took a swipe at Quillon AI."),
        (Act.CRITICIZE, "took Quillon AI to task for its secrecy."),
        (Act.CRITICIZE, "heaped scorn on Quillon AI."),
        (Act.CRITICIZE, "tore into Quillon AI over its secrecy."),
        (Act.CRITICIZE, "came down hard on Quillon AI."),
        (Act.CRITICIZE, "expressed outrage at Quillon AI."),
        (Act.CRITICIZE, "was scathing about Quillon AI."),
        (Act.CRITICIZE, "was furious with Quillon AI over the leak."),
        (Act.ACCUSE, "linked the attack to Quillon AI."),
        (Act.ACCUSE, "tied Quillon AI to the smuggling."),
        (Act.ACCUSE, "held Quillon AI responsible for the leak."),
        (Act.SUE, "hit Quillon AI with a lawsuit."),
        (Act.SUE, "took legal action against Quillon AI."),
    ],
)
def test_idioms_and_predicates_aim_at_somebody(annotator: Annotator, act: Act, words: str) -> None:
    assert whom(annotator, f"Greta Lund {words}", act) == {"quillon-ai"}


@pytest.mark.parametrize(
    ("act", "text"),
    [
        (Act.CRITICIZE, "Quillon AI drew criticism from publishers."),
        (Act.CRITICIZE, "Quillon AI came under fire from senators for its silence."),
        (Act.ACCUSE, "Quillon AI faces claims that it copied the lyrics of 200 songs."),
        (Act.INVESTIGATE, "Quillon AI is under investigation by the ministry over its data."),
        (Act.ACCUSE, "Quillon AI is suspected of smuggling chips."),
    ],
)
def test_who_faces_an_act_is_its_target(annotator: Annotator, act: Act, text: str) -> None:
    # Criticism without a clause is right too seldom to be published; it is kept with its target.
    found = [one for one in annotator.annotate(text).statements if one.act is act]
    assert {target.entity for one in found for target in one.targets} == {"quillon-ai"}


@pytest.mark.parametrize(
    "words",
    [
        "fired back at the allegations.",
        "batted away the accusations.",
        "scorned the allegations.",
        "protested its innocence.",
        "insisted on its innocence.",
        "has vowed to fight the charges.",
        "rejected as baseless the accusations by Borealis.",
        "said there was no truth to the reports.",
        "said it was not involved.",
        "said it had acted lawfully.",
        "said it played no part in the scheme.",
    ],
)
def test_charges_are_denied_in_many_words(annotator: Annotator, words: str) -> None:
    assert Act.DENY in acts(annotator, f"Quillon AI {words}")


@pytest.mark.parametrize(
    ("act", "text"),
    [
        (Act.ESTIMATE, "Greta Lund was confident that prices would rise."),
        (Act.SUPPORT, "Greta Lund came out in favour of the bill."),
        (Act.SUPPORT, "Greta Lund threw her weight behind the bill."),
        (Act.RULE, "The court found in favour of Quillon AI."),
        (Act.RULE, "The jury returned a verdict against Quillon AI."),
        (Act.DEMAND, "Greta Lund insisted that Quillon AI delete the files."),
        (Act.THREATEN, "Greta Lund vowed to retaliate against Quillon AI."),
        (Act.THREATEN, "Greta Lund said Quillon AI would pay a price."),
        (Act.CONFIRM, "Quillon AI came clean about the copying."),
        (Act.APOLOGIZE, "Quillon AI expressed regret over the leak."),
        (Act.WARN, "Greta Lund sounded the alarm over the chips."),
        (Act.PROMISE, "Greta Lund gave an assurance that the archive would open."),
    ],
)
def test_other_acts_have_their_idioms_and_nouns(annotator: Annotator, act: Act, text: str) -> None:
    assert act in acts(annotator, text)


@pytest.mark.parametrize(
    "deed",
    [
        "had siphoned data.",
        "had concealed evidence.",
        "was circumventing the curbs.",
        "ignored the court's order.",
        "had trained its model on stolen books.",
        "created thousands of fake accounts.",
        "knowingly sold chips to the army.",
        "stripped copyright notices from its files.",
        "inflated its results.",
        "posed as a customer.",
        "was guilty of theft.",
        "was behind the attack.",
        "was in breach of its licence.",
        "enabled the theft.",
        "could have stolen the files.",
        "will continue to copy its answers.",
        "generated the answers in violation of its terms.",
        "was to blame for the leak.",
    ],
)
def test_a_told_misdeed_charges_its_doer(annotator: Annotator, deed: str) -> None:
    text = f"Greta Lund said Quillon AI {deed}"
    assert whom(annotator, text, Act.ACCUSE) == {"quillon-ai"}


@pytest.mark.parametrize(
    "words",
    [
        "Greta Lund spoke of Quillon AI's theft of its code.",
        "Greta Lund said Quillon AI's copying of the books was deliberate.",
        "“They copied everything,” Greta Lund said of Quillon AI.",
        "Greta Lund said engineers at Quillon AI had used fake accounts to copy its answers.",
        "Greta Lund said she had caught Quillon AI copying the code.",
    ],
)
def test_deeds_by_name_and_pronoun_charge_too(annotator: Annotator, words: str) -> None:
    assert whom(annotator, words, Act.ACCUSE) == {"quillon-ai"}


@pytest.mark.parametrize(
    "text",
    [
        "Greta Lund said Quillon AI did not copy its code.",
        "Greta Lund said Quillon AI would not deceive its users.",
        "Greta Lund said Quillon AI could exploit new markets.",
        "Greta Lund said Quillon AI will harvest the wheat in May.",
        "Greta Lund said Quillon AI helps doctors extract data from scans.",
        "Greta Lund said there was no evidence of theft by Quillon AI.",
        "Greta Lund said Quillon AI had used the photos with permission.",
        "Greta Lund said Quillon AI lifted its forecast.",
        "Greta Lund said Quillon AI ignored the weather.",
        "Greta Lund said it was unclear if Quillon AI had misled investors.",
        "Greta Lund said she doubted that Quillon AI copied the code.",
        "Greta Lund asserted her right to silence.",
        "Greta Lund took a photograph of Quillon AI.",
        "Greta Lund is critical to the success of Quillon AI.",
        "Greta Lund put a lamp on the table.",
        "Greta Lund tied her boat to the pier.",
        "Greta Lund linked the phone to the printer.",
        "Greta Lund said a former engineer at Quillon AI stole the files.",
        "Greta Lund raised a question.",
        "Greta Lund poured water on the plants.",
        "The police charged customers for parking.",
        "The team came out on top.",
        "The troops came under fire from rebels.",
        "The sun came down on the plain.",
        "The council took action against the mosquitoes.",
    ],
)
def test_what_only_looks_like_it_charges_nobody(annotator: Annotator, text: str) -> None:
    assert not acts(annotator, text) & _BLAMING


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("assess", "the ruling was a turning point for authors."),
        ("assess", "the curbs had backfired."),
        ("assess", "there was little chance of a deal."),
        ("assess", "it was too early to tell."),
        ("assess", "the timing was no accident."),
        ("assess", "demand was bound to grow."),
        ("warn", "the practice endangers patients."),
        ("warn", "the model could be used to build weapons."),
        ("threaten", "there would be consequences."),
        ("threaten", "it was considering legal action."),
        ("demand", "it was time for Quillon AI to pay."),
        ("confirm", "it had made a mistake."),
        ("confirm", "it regretted the error."),
        ("promise", "it was committed to safety."),
        ("other", "the hall has forty seats."),
        ("assess", "the model could be bought in three shops."),
    ],
)
def test_plain_sayings_have_a_force(annotator: Annotator, told: str, words: str) -> None:
    text = f"Borealis said {words}"
    forces = {force(one, text) for one in published(annotator, text)}
    assert forces == {told}
