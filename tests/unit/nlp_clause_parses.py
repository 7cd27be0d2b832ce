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
    "Acme denied having copied any files.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 denied|deny|VERB|VBD|root|1 having|have|AUX|VBG|aux|3 "
        "copied|copy|VERB|VBN|xcomp|1 any|any|DET|DT|det|5 files|file|NOUN|NNS|obj|3 "
        ".|.|PUNCT|.|punct|1"
    ),
    "Acme does not accept that the licence was breached.": (
        "Acme|Acme|PROPN|NNP|nsubj|3 does|do|AUX|VBZ|aux|3 not|not|PART|RB|advmod|3 "
        "accept|accept|VERB|VB|root|3 that|that|SCONJ|IN|mark|8 the|the|DET|DT|det|6 "
        "licence|licence|NOUN|NN|nsubj:pass|8 was|be|AUX|VBD|aux:pass|8 "
        "breached|breach|VERB|VBN|ccomp|3 .|.|PUNCT|.|punct|3"
    ),
    "Acme asked Borealis how many models it sold.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 asked|ask|VERB|VBD|root|1 "
        "Borealis|Borealis|PROPN|NNP|iobj|1 how|how|ADV|WRB|advmod|4 many|many|ADJ|JJ|amod|5 "
        "models|model|NOUN|NNS|obj|7 it|it|PRON|PRP|nsubj|7 sold|sell|VERB|VBD|ccomp|1 "
        ".|.|PUNCT|.|punct|1"
    ),
    "The students support each other.": (
        "The|the|DET|DT|det|1 students|student|NOUN|NNS|nsubj|2 support|support|VERB|VBP|root|2 "
        "each|each|DET|DT|obj|2 other|other|ADJ|JJ|fixed|3 .|.|PUNCT|.|punct|2"
    ),
    "Acme was ordered on Thursday to erase the logs.": (
        "Acme|Acme|PROPN|NNP|nsubj:pass|2 was|be|AUX|VBD|aux:pass|2 "
        "ordered|order|VERB|VBN|root|2 on|on|ADP|IN|case|4 Thursday|Thursday|PROPN|NNP|obl|2 "
        "to|to|PART|TO|mark|6 erase|erase|VERB|VB|advcl|2 the|the|DET|DT|det|8 "
        "logs|log|NOUN|NNS|obj|6 .|.|PUNCT|.|punct|2"
    ),
    "Acme would not specify when.": (
        "Acme|Acme|PROPN|NNP|nsubj|3 would|would|AUX|MD|aux|3 not|not|PART|RB|advmod|3 "
        "specify|specify|VERB|VB|root|3 when|when|ADV|WRB|advmod|3 .|.|PUNCT|.|punct|3"
    ),
    "Acme referred questions to its lawyers.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 referred|refer|VERB|VBD|root|1 "
        "questions|question|NOUN|NNS|obj|1 to|to|ADP|IN|case|5 its|its|PRON|PRP$|nmod:poss|5 "
        "lawyers|lawyer|NOUN|NNS|obl|1 .|.|PUNCT|.|punct|1"
    ),
    "Acme would neither confirm nor deny that it had paid.": (
        "Acme|Acme|PROPN|NNP|nsubj|3 would|would|AUX|MD|aux|3 "
        "neither|neither|CCONJ|CC|cc:preconj|3 confirm|confirm|VERB|VB|root|3 "
        "nor|nor|CCONJ|CC|cc|5 deny|deny|VERB|VB|conj|3 that|that|SCONJ|IN|mark|9 "
        "it|it|PRON|PRP|nsubj|9 had|have|AUX|VBD|aux|9 paid|pay|VERB|VBN|ccomp|5 "
        ".|.|PUNCT|.|punct|3"
    ),
    "Acme said that Cedar opposes the plan.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 said|say|VERB|VBD|root|1 that|that|SCONJ|IN|mark|4 "
        "Cedar|Cedar|PROPN|NNP|nsubj|4 opposes|oppose|VERB|VBZ|ccomp|1 the|the|DET|DT|det|6 "
        "plan|plan|NOUN|NN|obj|4 .|.|PUNCT|.|punct|1"
    ),
    "“We will see,” thundered Jane Doe.": (
        "“|“|PUNCT|``|punct|3 We|we|PRON|PRP|nsubj|3 will|will|AUX|MD|aux|3 "
        "see|see|VERB|VB|ccomp|6 ,|,|PUNCT|,|punct|3 ”|”|PUNCT|''|punct|3 "
        "thundered|thunder|VERB|VBD|root|6 Jane|Jane|PROPN|NNP|nsubj|6 Doe|Doe|PROPN|NNP|flat|7 "
        ".|.|PUNCT|.|punct|6"
    ),
    "The firm is right, the complaint points out.": (
        "The|the|DET|DT|det|1 firm|firm|NOUN|NN|nsubj|3 is|be|AUX|VBZ|cop|3 "
        "right|right|ADJ|JJ|root|3 ,|,|PUNCT|,|punct|7 the|the|DET|DT|det|6 "
        "complaint|complaint|NOUN|NN|nsubj|7 points|point|VERB|VBZ|parataxis|3 "
        "out|out|ADP|RP|compound:prt|7 .|.|PUNCT|.|punct|3"
    ),
}
