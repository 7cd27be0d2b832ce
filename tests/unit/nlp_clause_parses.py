"""Parses of sentences that say several clauses, for the tests of how they are taken apart."""

from __future__ import annotations

CLAUSE_PARSES = {
    "Acme said the claims were false and that it would sue Borealis.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 said|say|VERB|VBD|root|1 the|the|DET|DT|det|3 "
        "claims|claim|NOUN|NNS|nsubj|5 were|be|AUX|VBD|cop|5 false|false|ADJ|JJ|ccomp|1 "
        "and|and|CCONJ|CC|cc|10 that|that|SCONJ|IN|mark|10 it|it|PRON|PRP|nsubj|10 "
        "would|would|AUX|MD|aux|10 sue|sue|VERB|VB|conj|5 Borealis|Borealis|PROPN|NNP|obj|10 "
        ".|.|PUNCT|.|punct|1"
    ),
    "Acme said it had received a letter and would respond soon.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 said|say|VERB|VBD|root|1 it|it|PRON|PRP|nsubj|4 "
        "had|have|AUX|VBD|aux|4 received|receive|VERB|VBN|ccomp|1 a|a|DET|DT|det|6 "
        "letter|letter|NOUN|NN|obj|4 and|and|CCONJ|CC|cc|9 would|would|AUX|MD|aux|9 "
        "respond|respond|VERB|VB|conj|4 soon|soon|ADV|RB|advmod|9 .|.|PUNCT|.|punct|1"
    ),
    "Acme said Borealis must pay, or the firm will leave.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 said|say|VERB|VBD|root|1 "
        "Borealis|Borealis|PROPN|NNP|nsubj|4 must|must|AUX|MD|aux|4 pay|pay|VERB|VB|ccomp|1 "
        ",|,|PUNCT|,|punct|10 or|or|CCONJ|CC|cc|10 the|the|DET|DT|det|8 "
        "firm|firm|NOUN|NN|nsubj|10 will|will|AUX|MD|aux|10 leave|leave|VERB|VB|conj|4 "
        ".|.|PUNCT|.|punct|1"
    ),
    "Acme said it had warned Borealis and expects to win damages.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 said|say|VERB|VBD|root|1 it|it|PRON|PRP|nsubj|4 "
        "had|have|AUX|VBD|aux|4 warned|warn|VERB|VBN|ccomp|1 Borealis|Borealis|PROPN|NNP|iobj|4 "
        "and|and|CCONJ|CC|cc|7 expects|expect|VERB|VBZ|conj|4 to|to|PART|TO|mark|9 "
        "win|win|VERB|VB|xcomp|7 damages|damage|NOUN|NNS|obj|9 .|.|PUNCT|.|punct|1"
    ),
    "Acme said it had banned the accounts and deleted the files.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 said|say|VERB|VBD|root|1 it|it|PRON|PRP|nsubj|4 "
        "had|have|AUX|VBD|aux|4 banned|ban|VERB|VBN|ccomp|1 the|the|DET|DT|det|6 "
        "accounts|account|NOUN|NNS|obj|4 and|and|CCONJ|CC|cc|8 deleted|delete|VERB|VBD|conj|4 "
        "the|the|DET|DT|det|10 files|file|NOUN|NNS|obj|8 .|.|PUNCT|.|punct|1"
    ),
}
