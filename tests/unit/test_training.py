"""The corpora as they are read: alignment, skipped ids, groups, typography; how it is scored."""

from pathlib import Path
from random import Random

import pytest
import spacy
from spacy.language import Language

from nlp.training import augment, corpora, grouping, score

CONLLU = """\
# newdoc id = d1
# sent_id = s1
# newpar id = d1-p1
# text = He "can't" go.
1\tHe\the\tPRON\tPRP\tCase=Nom\t5\tnsubj\t5:nsubj\t_
2\t"\t"\tPUNCT\t``\t_\t5\tpunct\t5:punct\tSpaceAfter=No
3-4\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
3\tca\tcan\tAUX\tMD\t_\t5\taux\t5:aux\t_
4\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t5:advmod\t_
5\tgo\tgo\tVERB\tVB\t_\t0\troot\t0:root\tSpaceAfter=No
5.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t0:root\t_
6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t5:punct\tSpaceAfter=No

# sent_id = s2
# newpar id = d1-p2
1\tStop\tstop\tVERB\tVB\t_\t0\troot\t0:root\t_
2\t--\t--\tPUNCT\t:\t_\t3\tpunct\t3:punct\t_
3\tnow\tnow\tADV\tRB\t_\t1\tadvmod\t1:advmod\t_

# sent_id = s3
1\tGo\tgo\tVERB\tVB\t_\t0\troot\t0:root\t_
"""


def random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - reproducible sampling, no secret


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


@pytest.fixture
def sentences() -> list[corpora.Sentence]:
    return list(corpora.parse_conllu(CONLLU.splitlines(keepends=True)))


def text(value: str, *spans: tuple[int, int, str], labels: str = "PERSON ORG") -> corpora.NerText:
    return corpora.NerText("t", value, spans, frozenset(labels.split()))


def test_multi_word_tokens_close_up_and_empty_nodes_go(
    nlp: Language, sentences: list[corpora.Sentence]
) -> None:
    doc = score.sentences_to_doc(nlp.vocab, sentences)
    assert doc.text == "He \"can't go. Stop -- now Go "
    assert [sent.text for sent in doc.sents] == ["He \"can't go.", "Stop -- now", "Go"]
    assert [token.head.text for token in doc][:6] == ["go", "go", "go", "go", "go", "go"]
    assert doc[4].dep_ == "ROOT"
    assert not any(token.is_space for token in doc)


def test_a_row_with_too_few_columns_is_an_error() -> None:
    with pytest.raises(ValueError, match="not a CoNLL-U row in s9"):
        list(corpora.parse_conllu(["# sent_id = s9\n", "1\tHe\the\n", "\n"]))


def test_skipped_ids_leave_and_their_paragraph_break_stays(tmp_path: Path) -> None:
    (tmp_path / "treebanks").mkdir()
    (tmp_path / corpora.SKIP_IDS).write_text("# why\nen_x.conllu s2\n", encoding="utf-8")
    file = tmp_path / "x.conllu"
    file.write_text(CONLLU, encoding="utf-8")
    skip = corpora.read_skip_ids(tmp_path)
    kept = corpora.read_treebank(file, skip)
    assert skip == {"s2"}
    assert [sentence.sent_id for sentence in kept] == ["s1", "s3"]
    assert kept[1].new_par


def test_groups_never_cross_documents(sentences: list[corpora.Sentence]) -> None:
    other = corpora.Sentence("o1", "d2", False, sentences[2].words)
    for seed in range(20):
        groups = list(grouping.group_random([*sentences, other], random(seed)))
        assert all(len({sentence.doc_id for sentence in group}) == 1 for group in groups)
        assert sum(len(group) for group in groups) == 4
    assert [len(group) for group in grouping.paragraphs(sentences)] == [1, 2]


def test_space_runs_collapse_and_spans_move() -> None:
    value, spans = corpora.collapse_space("  At\n\n Acme  Corp ,", [(7, 17, "ORG")])
    assert value == "At Acme Corp ,"
    assert [value[a:b] for a, b, _ in spans] == ["Acme Corp"]


def test_joined_texts_keep_spans_and_only_common_labels() -> None:
    joined = grouping.join_texts(
        [
            text("Lee left.", (0, 3, "PERSON"), labels="PERSON ORG LAW"),
            text("Acme stayed.", (0, 4, "ORG")),
        ]
    )
    assert [joined.text[a:b] for a, b, _ in joined.entities] == ["Lee", "Acme"]
    assert joined.annotated == {"PERSON", "ORG"}


def test_swapped_names_stay_aligned_and_of_their_kind() -> None:
    item = text("Ann Lee left Acme for good", (0, 7, "PERSON"), (13, 17, "ORG"))
    pool = augment.name_pool([item, text("Jo Ray Fox of Zed", (0, 10, "PERSON"), (14, 17, "ORG"))])
    seen = set()
    for seed in range(200):
        swapped = augment.swap_names(item, pool, random(seed))
        names = tuple(swapped.text[a:b] for a, b, _ in swapped.entities)
        assert swapped.text == f"{names[0]} left {names[1]} for good"
        seen.add(names)
    assert seen == {(a, b) for a in ("Ann Lee", "Jo Ray Fox") for b in ("Acme", "Zed")}


def test_curly_marks() -> None:
    assert augment.curl_quotes('"It\'s ("so")"') == "\u201cIt\u2019s (\u201cso\u201d)\u201d"


def test_restyling_keeps_the_tree(sentences: list[corpora.Sentence]) -> None:
    styled = [augment.restyle(sentence, random(1)) for sentence in sentences]
    assert styled[0].words[1].form == "\u201c"
    assert styled[0].words[3].form == "n\u2019t"
    assert styled[0].words[3].lemma == "not"
    assert styled[1].words[1].form in {"\u2013", "\u2014"}
    assert [w.head for w in styled[0].words] == [w.head for w in sentences[0].words]


def test_headlines_lose_the_full_stop(sentences: list[corpora.Sentence]) -> None:
    line = augment.headline(sentences[0], random(1))
    assert [word.form.lower() for word in line.words] == ["he", '"', "ca", "n't", "go"]


def test_score_of_the_gold_analysis_is_full(
    nlp: Language, sentences: list[corpora.Sentence]
) -> None:
    gold = score.sentences_to_doc(nlp.vocab, sentences)
    tally = score.ParseTally()
    tally.add(gold, gold)
    assert set(tally.report().values()) == {100.0}


def test_coarse_score_counts_exact_spans_of_three_classes(nlp: Language) -> None:
    ruler = spacy.blank("en")
    patterns = [{"label": "GPE", "pattern": "Kent"}, {"label": "ORG", "pattern": "Acme"}]
    ruler.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined] # typed as a bare callable
    item = text("Acme of Kent hired Lee", (0, 4, "ORG"), (8, 12, "LOC"), (19, 22, "PERSON"))
    figures = score.score_ner(ruler, [item])
    assert figures["coarse"] == pytest.approx(80.0)
    assert figures["PLACE"] == pytest.approx(100.0)
    assert figures["PERSON"] == 0.0


def test_recorded_checksums_name_every_input() -> None:
    names = [line.split()[-1] for line in corpora.CHECKSUMS.read_text("utf-8").splitlines()]
    assert names == corpora.input_files()
