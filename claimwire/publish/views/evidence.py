"""What a claim rests on and what is not known of it: chains for the diagram, gaps in words."""

from __future__ import annotations

from claimwire.model import ACCUSING_ACTS, Appearance, Claim, Visibility
from claimwire.publish import text, when, words
from claimwire.publish.charts import Step
from claimwire.publish.desk import Desk


def steps(desk: Desk, claim: Claim, appearance: Appearance) -> list[Step]:
    """Return the chain of one appearance, publisher first, as the diagram wants it."""
    statement = desk.catalogue.statements[appearance.statement_id].statement
    publisher = desk.catalogue.publisher_name(appearance.document_id)
    found: list[Step] = [("publisher", publisher, "publisher", "publishes")]
    for link in statement.chain:
        name = desk.catalogue.name_of(link.entity, link.name) or "not named"
        if name.casefold() == found[-1][1].casefold():
            kind, shown, note, _ = found.pop()
            found.append((kind, shown, note, words.LINK_WORD[link.link] if link.link else ""))
        elif all(name != step[1] for step in found):
            verb = words.LINK_WORD[link.link] if link.link else ""
            found.append((link.kind.value, name, words.NODE_WORD[link.kind], verb))
    speaker = desk.catalogue.name_of(claim.speaker, claim.speaker_name) or "not named"
    if all(speaker.casefold() != step[1].casefold() for step in found):
        found.append(("speaker", speaker, "speaker", ""))
    kind, name, note, _ = found[-1]
    found[-1] = (kind, name, note, "")
    return found


def gaps(desk: Desk, claim: Claim) -> tuple[str, ...]:
    """Return what is not known of a claim, each as a sentence over its fields."""
    appearances = desk.catalogue.appearances[claim.id]
    inferred = sum(a.inferred for a in appearances)
    undated = sum(desk.catalogue.revisions[a.revision_id].published is None for a in appearances)
    doubtful = sum(
        desk.catalogue.statements[a.statement_id].statement.confidence < 0.7 for a in appearances
    )

    def share(count: int) -> str:
        return f"{count} of {text.plural(len(appearances), 'appearance')}"

    found = [
        (claim.independent_origins is None, "Where it comes from: no chain leads to a witness."),
        (not claim.speaker_name and not claim.speaker, "Who says it: no text names the speaker."),
        (not when.is_calendar(claim.said), "When it was said: no text states it."),
        (
            claim.act in ACCUSING_ACTS and not claim.targets and not claim.target_names,
            "At whom it is aimed: no text names a target.",
        ),
        (
            claim.visibility not in {None, Visibility.PUBLIC},
            _visible(claim.visibility),
        ),
        (desk.catalogue.unanswered(claim), "What those concerned say to it: no answer on record."),
        (
            bool(inferred),
            f"How it was passed on: completed from another document for {share(inferred)}.",
        ),
        (bool(undated), f"When it was published: not stated for {share(undated)}."),
        (
            bool(doubtful),
            f"Whether it is read rightly: low confidence for {share(doubtful)}.",
        ),
    ]
    return tuple(sentence for applies, sentence in found if applies)


def _visible(visibility: Visibility | None) -> str:
    phrase = words.VISIBILITY_WORDS[visibility] if visibility else ""
    return f"What the document says in full: {phrase}."
