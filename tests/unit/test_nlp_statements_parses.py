"""Parses made by hand for the tests of statements: invented people, firms and sentences.

Each parse is one line of ``word|lemma|pos|tag|label|head`` in Universal Dependencies; heads count
from the first word of the paragraph.
"""

from __future__ import annotations

from tests.unit.nlp_claim_parses import CLAIM_PARSES
from tests.unit.nlp_clause_parses import CLAUSE_PARSES
from tests.unit.nlp_news_parses import NEWS_PARSES
from tests.unit.nlp_party_parses import PARTY_PARSES

PARSES = {
    **CLAIM_PARSES,
    **CLAUSE_PARSES,
    **PARTY_PARSES,
    **NEWS_PARSES,
    "Acme said that Borealis had copied its model.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 said|say|VERB|VBD|root|1 that|that|SCONJ|IN|mark|5 "
        "Borealis|Borealis|PROPN|NNP|nsubj|5 had|have|AUX|VBD|aux|5 "
        "copied|copy|VERB|VBN|ccomp|1 its|its|PRON|PRP$|nmod:poss|7 model|model|NOUN|NN|obj|5 "
        ".|.|PUNCT|.|punct|1"
    ),
    "Acme accused Borealis of copying its model.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 accused|accuse|VERB|VBD|root|1 "
        "Borealis|Borealis|PROPN|NNP|obj|1 of|of|SCONJ|IN|mark|4 "
        "copying|copy|VERB|VBG|advcl|1 its|its|PRON|PRP$|nmod:poss|6 "
        "model|model|NOUN|NN|obj|4 .|.|PUNCT|.|punct|1"
    ),
    "Borealis denied wrongdoing.": (
        "Borealis|Borealis|PROPN|NNP|nsubj|1 denied|deny|VERB|VBD|root|1 "
        "wrongdoing|wrongdoing|VERB|VBG|xcomp|1 .|.|PUNCT|.|punct|1"
    ),
    "Borealis claimed its insurance.": (
        "Borealis|Borealis|PROPN|NNP|nsubj|1 claimed|claim|VERB|VBD|root|1 "
        "its|its|PRON|PRP$|nmod:poss|3 insurance|insurance|NOUN|NN|obj|1 .|.|PUNCT|.|punct|1"
    ),
    "Borealis, which Acme accused of theft, left.": (
        "Borealis|Borealis|PROPN|NNP|nsubj|8 ,|,|PUNCT|,|punct|4 "
        "which|which|PRON|WDT|nsubj:pass|4 Acme|Acme|PROPN|NNP|nsubj|4 "
        "accused|accuse|VERB|VBN|acl:relcl|0 of|of|ADP|IN|case|6 theft|theft|NOUN|NN|obl|4 "
        ",|,|PUNCT|,|punct|4 left|leave|VERB|VBD|root|8 .|.|PUNCT|.|punct|8"
    ),
    "Acme sued Borealis in March.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 sued|sue|VERB|VBD|root|1 "
        "Borealis|Borealis|PROPN|NNP|obj|1 in|in|ADP|IN|case|4 "
        "March|March|PROPN|NNP|obl|1 .|.|PUNCT|.|punct|1"
    ),
    "Jane Doe told Reuters that the plan was dead.": (
        "Jane|Jane|PROPN|NNP|nsubj|2 Doe|doe|PROPN|NNP|flat|0 told|tell|VERB|VBN|root|2 "
        "Reuters|Reuters|PROPN|NNP|iobj|2 that|that|PRON|WDT|mark|8 the|the|DET|DT|det|6 "
        "plan|plan|NOUN|NN|nsubj|8 was|be|AUX|VBD|cop|8 dead|dead|ADJ|JJ|ccomp|2 "
        ".|.|PUNCT|.|punct|2"
    ),
    "Acme urged regulators to act.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 urged|urge|VERB|VBD|root|1 "
        "regulators|regulator|NOUN|NNS|obj|1 to|to|PART|TO|mark|4 act|act|VERB|VB|advcl|1 "
        ".|.|PUNCT|.|punct|1"
    ),
    "Acme pledged to publish the data.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 pledged|pledge|VERB|VBD|root|1 to|to|PART|TO|mark|3 "
        "publish|publish|VERB|VB|xcomp|1 the|the|DET|DT|det|5 data|data|NOUN|NN|obj|3 "
        ".|.|PUNCT|.|punct|1"
    ),
    "Borealis was accused of theft by Acme.": (
        "Borealis|Borealis|PROPN|NNP|nsubj:pass|2 was|be|AUX|VBD|aux:pass|2 "
        "accused|accuse|VERB|VBN|root|2 of|of|ADP|IN|case|4 theft|theft|NOUN|NN|obl|2 "
        "by|by|ADP|IN|case|6 Acme|Acme|PROPN|NNP|obl:agent|2 .|.|PUNCT|.|punct|2"
    ),
    "Borealis was accused of theft.": (
        "Borealis|Borealis|PROPN|NNP|nsubj:pass|2 was|be|AUX|VBD|aux:pass|2 "
        "accused|accuse|VERB|VBN|root|2 of|of|ADP|IN|case|4 theft|theft|NOUN|NN|obl|2 "
        ".|.|PUNCT|.|punct|2"
    ),
    "The device is said to be safe.": (
        "The|the|DET|DT|det|1 device|device|NOUN|NN|nsubj:pass|3 is|be|AUX|VBZ|aux:pass|3 "
        "said|say|VERB|VBN|root|3 to|to|PART|TO|mark|6 be|be|AUX|VB|cop|6 "
        "safe|safe|ADJ|JJ|xcomp|3 .|.|PUNCT|.|punct|3"
    ),
    "Borealis rejected the allegations.": (
        "Borealis|Borealis|PROPN|NNP|nsubj|1 rejected|reject|VERB|VBD|root|1 "
        "the|the|DET|DT|det|3 allegations|allegation|NOUN|NNS|obj|1 .|.|PUNCT|.|punct|1"
    ),
    "Borealis did not respond to a request for comment.": (
        "Borealis|Borealis|PROPN|NNP|nsubj|3 did|do|AUX|VBD|aux|3 not|not|PART|RB|advmod|3 "
        "respond|respond|VERB|VB|root|3 to|to|ADP|IN|case|6 a|a|DET|DT|det|6 "
        "request|request|NOUN|NN|obl|3 for|for|ADP|IN|case|8 comment|comment|NOUN|NN|nmod|6 "
        ".|.|PUNCT|.|punct|3"
    ),
    "Borealis declined to comment.": (
        "Borealis|Borealis|PROPN|NNP|nsubj|1 declined|decline|VERB|VBD|root|1 "
        "to|to|PART|TO|mark|3 comment|comment|VERB|VB|xcomp|1 .|.|PUNCT|.|punct|1"
    ),
    "Jane Doe could not be reached.": (
        "Jane|Jane|PROPN|NNP|nsubj:pass|5 Doe|doe|PROPN|NNP|flat|0 could|could|AUX|MD|aux|5 "
        "not|not|PART|RB|advmod|5 be|be|AUX|VB|aux:pass|5 reached|reach|VERB|VBN|root|5 "
        ".|.|PUNCT|.|punct|5"
    ),
    "According to a memo seen by Reuters, sales fell.": (
        "According|accord|VERB|VBG|case|3 to|to|ADP|IN|fixed|0 a|a|DET|DT|det|3 "
        "memo|memo|NOUN|NN|obl|9 seen|see|VERB|VBN|acl|3 by|by|ADP|IN|case|6 "
        "Reuters|Reuters|PROPN|NNP|obl:agent|4 ,|,|PUNCT|,|punct|3 "
        "sales|sale|NOUN|NNS|nsubj|9 fell|fall|VERB|VBD|root|9 .|.|PUNCT|.|punct|9"
    ),
    "Sales fell, according to a Reuters report.": (
        "Sales|sale|NOUN|NNS|nsubj|1 fell|fall|VERB|VBD|root|1 ,|,|PUNCT|,|punct|7 "
        "according|accord|VERB|VBG|case|7 to|to|ADP|IN|fixed|3 a|a|DET|DT|det|7 "
        "Reuters|Reuters|PROPN|NNP|compound|7 report|report|NOUN|NN|obl|1 .|.|PUNCT|.|punct|1"
    ),
    "Acme, which accused Borealis of theft, left.": (
        "Acme|Acme|PROPN|NNP|root|0 ,|,|PUNCT|,|punct|3 which|which|PRON|WDT|nsubj|3 "
        "accused|accuse|VERB|VBD|acl:relcl|0 Borealis|Borealis|PROPN|NNP|obj|3 "
        "of|of|ADP|IN|case|6 theft|theft|NOUN|NN|nmod|4 ,|,|PUNCT|,|punct|8 "
        "left|leave|VERB|VBN|conj|3 .|.|PUNCT|.|punct|0"
    ),
    "Acme denied the claims, saying that they were false.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 denied|deny|VERB|VBD|root|1 the|the|DET|DT|det|3 "
        "claims|claim|NOUN|NNS|obj|1 ,|,|PUNCT|,|punct|5 saying|say|VERB|VBG|advcl|1 "
        "that|that|SCONJ|IN|mark|9 they|they|PRON|PRP|nsubj|9 were|be|AUX|VBD|cop|9 "
        "false|false|ADJ|JJ|ccomp|5 .|.|PUNCT|.|punct|1"
    ),
    "The court ruled that the use was fair.": (
        "The|the|DET|DT|det|1 court|court|NOUN|NN|nsubj|2 ruled|rule|VERB|VBD|root|2 "
        "that|that|SCONJ|IN|mark|7 the|the|DET|DT|det|5 use|use|NOUN|NN|nsubj|7 "
        "was|be|AUX|VBD|cop|7 fair|fair|ADJ|JJ|ccomp|2 .|.|PUNCT|.|punct|2"
    ),
    "Acme issued a statement that the talks had failed.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 issued|issue|VERB|VBD|root|1 a|a|DET|DT|det|3 "
        "statement|statement|NOUN|NN|obj|1 that|that|SCONJ|IN|mark|8 the|the|DET|DT|det|6 "
        "talks|talk|NOUN|NNS|nsubj|8 had|have|AUX|VBD|aux|8 failed|fail|VERB|VBN|acl:relcl|3 "
        ".|.|PUNCT|.|punct|1"
    ),
    "Acme's claim that Borealis cheated drew laughter.": (
        "Acme|Acme|PROPN|NNP|nmod:poss|2 's|'s|PART|POS|case|0 claim|claim|NOUN|NN|nsubj|6 "
        "that|that|SCONJ|IN|mark|5 Borealis|Borealis|PROPN|NNP|nsubj|5 "
        "cheated|cheat|VERB|VBN|acl|2 drew|draw|VERB|VBD|root|6 "
        "laughter|laughter|NOUN|NN|obj|6 .|.|PUNCT|.|punct|6"
    ),
    "Acme warned of delays and criticized Cedar.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 warned|warn|VERB|VBD|root|1 of|of|ADP|IN|case|3 "
        "delays|delay|NOUN|NNS|obl|1 and|and|CCONJ|CC|cc|5 "
        "criticized|criticize|VERB|VBN|conj|1 Cedar|Cedar|PROPN|NNP|obj|5 .|.|PUNCT|.|punct|1"
    ),
    "Sales fell, Acme said.": (
        "Sales|sale|NOUN|NNS|nsubj|1 fell|fall|VERB|VBD|ccomp|4 ,|,|PUNCT|,|punct|1 "
        "Acme|Acme|PROPN|NNP|nsubj|4 said|say|VERB|VBD|root|4 .|.|PUNCT|.|punct|4"
    ),
    "The bill would ban exports.": (
        "The|the|DET|DT|det|1 bill|bill|NOUN|NN|nsubj|3 would|would|AUX|MD|aux|3 "
        "ban|ban|VERB|VB|root|3 exports|export|NOUN|NNS|obj|3 .|.|PUNCT|.|punct|3"
    ),
    "The company said that it would appeal.": (
        "The|the|DET|DT|det|1 company|company|NOUN|NN|nsubj|2 said|say|VERB|VBD|root|2 "
        "that|that|SCONJ|IN|mark|6 it|it|PRON|PRP|nsubj|6 would|would|AUX|MD|aux|6 "
        "appeal|appeal|VERB|VB|ccomp|2 .|.|PUNCT|.|punct|2"
    ),
    "A spokesman for Acme said that talks continue.": (
        "A|a|DET|DT|det|1 spokesman|spokesman|NOUN|NN|nsubj|4 for|for|ADP|IN|case|3 "
        "Acme|Acme|PROPN|NNP|nmod|1 said|say|VERB|VBD|root|4 that|that|SCONJ|IN|mark|7 "
        "talks|talk|NOUN|NNS|nsubj|7 continue|continue|VERB|VBP|ccomp|4 .|.|PUNCT|.|punct|4"
    ),
    "The memo says that Borealis copied the model.": (
        "The|the|DET|DT|det|1 memo|memo|NOUN|NN|nsubj|2 says|say|VERB|VBZ|root|2 "
        "that|that|SCONJ|IN|mark|5 Borealis|Borealis|PROPN|NNP|nsubj|5 "
        "copied|copy|VERB|VBD|ccomp|2 the|the|DET|DT|det|7 model|model|NOUN|NN|obj|5 "
        ".|.|PUNCT|.|punct|2"
    ),
    "“We did nothing wrong,” Jane Doe said.": (
        "“|“|PUNCT|``|punct|2 We|we|PRON|PRP|nsubj|2 did|do|VERB|VBD|root|2 "
        "nothing|nothing|PRON|NN|obj|2 wrong|wrong|ADJ|JJ|amod|3 ,|,|PUNCT|,|punct|2 "
        "”|”|PUNCT|''|punct|2 Jane|Jane|PROPN|NNP|nsubj|9 Doe|doe|PROPN|NNP|flat|7 "
        "said|say|VERB|VBN|root|9 .|.|PUNCT|.|punct|9"
    ),
    "“We did nothing wrong,” Jane Doe said. “We never will.”": (
        "“|“|PUNCT|``|punct|2 We|we|PRON|PRP|nsubj|2 did|do|VERB|VBD|root|2 "
        "nothing|nothing|PRON|NN|obj|2 wrong|wrong|ADJ|JJ|amod|3 ,|,|PUNCT|,|punct|2 "
        "”|”|PUNCT|''|punct|2 Jane|Jane|PROPN|NNP|nsubj|9 Doe|doe|PROPN|NNP|flat|7 "
        "said|say|VERB|VBN|root|9 .|.|PUNCT|.|punct|9 “|“|PUNCT|``|punct|14 "
        "We|we|PRON|PRP|nsubj|14 never|never|ADV|RB|advmod|14 will|will|AUX|MD|root|14 "
        ".|.|PUNCT|.|punct|14 ”|”|PUNCT|''|punct|14"
    ),
    "“We will appeal,” said Jane Doe, “and we will win.”": (
        "“|“|PUNCT|``|punct|3 We|we|PRON|PRP|nsubj|3 will|will|AUX|MD|aux|3 "
        "appeal|appeal|VERB|VB|ccomp|6 ,|,|PUNCT|,|punct|3 ”|”|PUNCT|''|punct|3 "
        "said|say|VERB|VBD|root|6 Jane|Jane|PROPN|NNP|nsubj|6 Doe|Doe|PROPN|NNP|flat|7 "
        ",|,|PUNCT|,|punct|14 “|“|PUNCT|``|punct|14 and|and|CCONJ|CC|cc|14 "
        "we|we|PRON|PRP|nsubj|14 will|will|AUX|MD|aux|14 win|win|VERB|VB|conj|3 "
        ".|.|PUNCT|.|punct|14 ”|”|PUNCT|''|punct|14"
    ),
    "“Nothing changes today for us.”": (
        "“|“|PUNCT|``|punct|2 Nothing|nothing|PRON|NN|nsubj|2 changes|change|VERB|VBZ|root|2 "
        "today|today|NOUN|NN|obl:unmarked|2 for|for|ADP|IN|case|5 us|we|PRON|PRP|obl|2 "
        ".|.|PUNCT|.|punct|2 ”|”|PUNCT|''|punct|2"
    ),
    "Reuters reported that Acme said the talks had failed.": (
        "Reuters|Reuters|PROPN|NNP|nsubj|1 reported|report|VERB|VBD|root|1 "
        "that|that|SCONJ|IN|mark|4 Acme|Acme|PROPN|NNP|nsubj|4 said|say|VERB|VBD|ccomp|1 "
        "the|the|DET|DT|det|6 talks|talk|NOUN|NNS|nsubj|8 had|have|AUX|VBD|aux|8 "
        "failed|fail|VERB|VBN|ccomp|4 .|.|PUNCT|.|punct|1"
    ),
    "Acme has not accused Borealis of theft.": (
        "Acme|Acme|PROPN|NNP|nsubj|3 has|have|AUX|VBZ|aux|3 not|not|PART|RB|advmod|3 "
        "accused|accuse|VERB|VBN|root|3 Borealis|Borealis|PROPN|NNP|obj|3 of|of|ADP|IN|case|6 "
        "theft|theft|NOUN|NN|nmod|4 .|.|PUNCT|.|punct|3"
    ),
    "Acme previously denied the claims.": (
        "Acme|Acme|PROPN|NNP|nsubj|2 previously|previously|ADV|RB|advmod|2 "
        "denied|deny|VERB|VBD|root|2 the|the|DET|DT|det|4 claims|claim|NOUN|NNS|obj|2 "
        ".|.|PUNCT|.|punct|2"
    ),
    "Acme dismissed the accusations, calling them groundless.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 dismissed|dismiss|VERB|VBD|root|1 the|the|DET|DT|det|3 "
        "accusations|accusation|NOUN|NNS|obj|1 ,|,|PUNCT|,|punct|5 "
        "calling|call|VERB|VBG|advcl|1 them|they|PRON|PRP|obj|5 "
        "groundless|groundless|NOUN|NN|xcomp|5 .|.|PUNCT|.|punct|1"
    ),
    "It says that Borealis copied the model.": (
        "It|it|PRON|PRP|nsubj|1 says|say|VERB|VBZ|root|1 that|that|SCONJ|IN|mark|4 "
        "Borealis|Borealis|PROPN|NNP|nsubj|4 copied|copy|VERB|VBD|ccomp|1 "
        "the|the|DET|DT|det|6 model|model|NOUN|NN|obj|4 .|.|PUNCT|.|punct|1"
    ),
    "You could say that it failed.": (
        "You|you|PRON|PRP|nsubj|2 could|could|AUX|MD|aux|2 say|say|VERB|VB|root|2 "
        "that|that|SCONJ|IN|mark|5 it|it|PRON|PRP|nsubj|5 failed|fail|VERB|VBD|ccomp|2 "
        ".|.|PUNCT|.|punct|2"
    ),
    "She said that it failed.": (
        "She|she|PRON|PRP|nsubj|1 said|say|VERB|VBD|root|1 that|that|SCONJ|IN|mark|4 "
        "it|it|PRON|PRP|nsubj|4 failed|fail|VERB|VBD|ccomp|1 .|.|PUNCT|.|punct|1"
    ),
    "Officials familiar with the matter said that talks continue.": (
        "Officials|official|NOUN|NNS|nsubj|5 familiar|familiar|ADJ|JJ|amod|0 "
        "with|with|ADP|IN|case|4 the|the|DET|DT|det|4 matter|matter|NOUN|NN|obl|1 "
        "said|say|VERB|VBD|root|5 that|that|SCONJ|IN|mark|8 talks|talk|NOUN|NNS|nsubj|8 "
        "continue|continue|VERB|VBP|ccomp|5 .|.|PUNCT|.|punct|5"
    ),
    "Acme wrote in a letter that the talks had failed.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 wrote|write|VERB|VBD|root|1 in|in|ADP|IN|case|4 "
        "a|a|DET|DT|det|4 letter|letter|NOUN|NN|obl|1 that|that|PRON|WDT|mark|9 "
        "the|the|DET|DT|det|7 talks|talk|NOUN|NNS|nsubj|9 had|have|AUX|VBD|aux|9 "
        "failed|fail|VERB|VBN|acl:relcl|4 .|.|PUNCT|.|punct|1"
    ),
    "The charge is false, Jane Doe, its founder, told Reuters.": (
        "The|the|DET|DT|det|1 charge|charge|NOUN|NN|nsubj|3 is|be|AUX|VBZ|cop|3 "
        "false|false|ADJ|JJ|root|3 ,|,|PUNCT|,|punct|6 Jane|Jane|PROPN|NNP|parataxis|3 "
        "Doe|Doe|PROPN|NNP|flat|5 ,|,|PUNCT|,|punct|9 its|its|PRON|PRP$|nmod:poss|9 "
        "founder|founder|NOUN|NN|appos|5 ,|,|PUNCT|,|punct|11 told|tell|VERB|VBD|parataxis|3 "
        "Reuters|Reuters|PROPN|NNP|iobj|11 .|.|PUNCT|.|punct|3"
    ),
    "A memo dated Friday and seen by Reuters says that Borealis copied the model.": (
        "A|a|DET|DT|det|1 memo|memo|NOUN|NN|nsubj|8 dated|date|VERB|VBN|acl|1 "
        "Friday|Friday|PROPN|NNP|obl|2 and|and|CCONJ|CC|cc|5 seen|see|VERB|VBN|conj|2 "
        "by|by|ADP|IN|case|7 Reuters|Reuters|PROPN|NNP|obl:agent|5 says|say|VERB|VBZ|root|8 "
        "that|that|SCONJ|IN|mark|11 Borealis|Borealis|PROPN|NNP|nsubj|11 "
        "copied|copy|VERB|VBD|ccomp|8 the|the|DET|DT|det|13 model|model|NOUN|NN|obj|11 "
        ".|.|PUNCT|.|punct|8"
    ),
    "Acme accused Chinese firms such as Borealis of theft.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 accused|accuse|VERB|VBD|root|1 "
        "Chinese|Chinese|ADJ|JJ|amod|3 firms|firm|NOUN|NNS|obj|1 such|such|ADJ|JJ|case|6 "
        "as|as|ADP|IN|fixed|4 Borealis|Borealis|PROPN|NNP|nmod|3 of|of|ADP|IN|case|8 "
        "theft|theft|NOUN|NN|obl|1 .|.|PUNCT|.|punct|1"
    ),
    "Borealis faces accusations from Acme.": (
        "Borealis|Borealis|PROPN|NNP|nsubj|1 faces|face|VERB|VBZ|root|1 "
        "accusations|accusation|NOUN|NNS|obj|1 from|from|ADP|IN|case|4 "
        "Acme|Acme|PROPN|NNP|nmod|2 .|.|PUNCT|.|punct|1"
    ),
    "Acme criticized the Chinese firms.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 criticized|criticize|VERB|VBD|root|1 "
        "the|the|DET|DT|det|4 Chinese|Chinese|ADJ|JJ|amod|4 firms|firm|NOUN|NNS|obj|1 "
        ".|.|PUNCT|.|punct|1"
    ),
    "The document states that the talks had failed.": (
        "The|the|DET|DT|det|2 document|document|NOUN|NN|compound|2 "
        "states|state|NOUN|NNS|root|2 that|that|SCONJ|IN|mark|7 the|the|DET|DT|det|5 "
        "talks|talk|NOUN|NNS|nsubj|7 had|have|AUX|VBD|aux|7 failed|fail|VERB|VBN|acl|2 "
        ".|.|PUNCT|.|punct|2"
    ),
    "Jane Doe put it plainly: “Nothing here was ever ours.”": (
        "Jane|Jane|PROPN|NNP|nsubj|2 Doe|Doe|PROPN|NNP|flat|0 put|put|VERB|VBD|root|2 "
        "it|it|PRON|PRP|obj|2 plainly|plainly|ADV|RB|advmod|2 :|:|PUNCT|:|punct|10 "
        "“|“|PUNCT|``|punct|10 Nothing|nothing|PRON|NN|nsubj|10 here|here|ADV|RB|advmod|7 "
        "was|be|AUX|VBD|cop|10 ever|ever|ADV|RB|parataxis|2 ours|ours|PRON|PRP|dep|10 "
        ".|.|PUNCT|.|punct|2 ”|”|PUNCT|''|punct|10"
    ),
}


def test_every_parse_spells_its_sentence() -> None:
    for sentence, parse in PARSES.items():
        words = [token.split("|")[0] for token in parse.split()]
        assert "".join(words) == "".join(sentence.split())
