"""Parses of sentences that news has beside plain verbs, for the tests of their constructions."""

from __future__ import annotations

NEWS_PARSES = {
    "Acme hit with fine of 3 million for scraping": (
        "Acme|Acme|PROPN|NNP|nsubj|1 hit|hit|VERB|VBD|root|1 with|with|ADP|IN|case|3 "
        "fine|fine|NOUN|NN|obl|1 of|of|ADP|IN|case|6 3|3|NUM|CD|compound|6 "
        "million|million|NUM|CD|nmod|3 for|for|SCONJ|IN|mark|8 "
        "scraping|scrap|VERB|VBG|advcl|1"
    ),
    "The commission's decision to fine Borealis was announced.": (
        "The|the|DET|DT|det|1 commission|commission|NOUN|NN|nmod:poss|3 's|'s|PART|POS|case|1 "
        "decision|decision|NOUN|NN|nsubj:pass|8 to|to|PART|IN|case|6 fine|fine|ADJ|JJ|amod|6 "
        "Borealis|Borealis|PROPN|NNP|nmod|3 was|be|AUX|VBD|aux:pass|8 "
        "announced|announce|VERB|VBN|root|8 .|.|PUNCT|.|punct|8"
    ),
    "Regulator to probe Acme over sales": (
        "Regulator|Regulator|NOUN|NN|root|0 to|to|PART|TO|mark|2 probe|probe|VERB|VB|acl|0 "
        "Acme|Acme|PROPN|NNP|obj|2 over|over|ADP|IN|case|5 sales|sale|NOUN|NNS|obl|2"
    ),
    "Acme was found guilty of fraud by a court.": (
        "Acme|Acme|PROPN|NNP|nsubj:pass|2 was|be|AUX|VBD|aux:pass|2 "
        "found|find|VERB|VBN|root|2 guilty|guilty|ADJ|JJ|xcomp|2 of|of|ADP|IN|case|5 "
        "fraud|fraud|NOUN|NN|obl|3 by|by|ADP|IN|case|8 a|a|DET|DT|det|8 "
        "court|court|NOUN|NN|obl|3 .|.|PUNCT|.|punct|2"
    ),
    "The penalty imposed on Acme by the board is large.": (
        "The|the|DET|DT|det|1 penalty|penalty|NOUN|NN|nsubj|9 imposed|impose|VERB|VBN|acl|1 "
        "on|on|ADP|IN|case|4 Acme|Acme|PROPN|NNP|obl|2 by|by|ADP|IN|case|7 "
        "the|the|DET|DT|det|7 board|board|NOUN|NN|obl:agent|2 is|be|AUX|VBZ|cop|9 "
        "large|large|ADJ|JJ|root|9 .|.|PUNCT|.|punct|9"
    ),
    "Acme pushed back against claims of theft.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 pushed|push|VERB|VBD|root|1 back|back|ADV|RB|advmod|1 "
        "against|against|ADP|IN|case|4 claims|claim|NOUN|NNS|obl|1 of|of|ADP|IN|case|6 "
        "theft|theft|NOUN|NN|nmod|4 .|.|PUNCT|.|punct|1"
    ),
    "A judge threw out the suit.": (
        "A|a|DET|DT|det|1 judge|judge|NOUN|NN|nsubj|2 threw|throw|VERB|VBD|root|2 "
        "out|out|ADP|RP|compound:prt|2 the|the|DET|DT|det|5 suit|suit|NOUN|NN|obj|2 "
        ".|.|PUNCT|.|punct|2"
    ),
    "Acme took Borealis to court over the patent.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 took|take|VERB|VBD|root|1 "
        "Borealis|Borealis|PROPN|NNP|obj|1 to|to|ADP|TO|case|4 court|court|NOUN|NN|obl|1 "
        "over|over|ADP|IN|case|7 the|the|DET|DT|det|7 patent|patent|NOUN|NN|obl|4 "
        ".|.|PUNCT|.|punct|1"
    ),
    "The regulator hit Acme with a fine.": (
        "The|the|DET|DT|det|1 regulator|regulator|NOUN|NN|nsubj|2 hit|hit|VERB|VBD|root|2 "
        "Acme|Acme|PROPN|NNP|obj|2 with|with|ADP|IN|case|6 a|a|DET|DT|det|6 "
        "fine|fine|NOUN|NN|obl|2 .|.|PUNCT|.|punct|2"
    ),
    "Acme stopped short of saying that Borealis cheated.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 stopped|stop|VERB|VBD|root|1 short|short|ADV|JJ|advmod|1 "
        "of|of|SCONJ|IN|mark|4 saying|say|VERB|VBG|advcl|2 that|that|SCONJ|IN|mark|7 "
        "Borealis|Borealis|PROPN|NNP|nsubj|7 cheated|cheat|VERB|VBD|ccomp|4 "
        ".|.|PUNCT|.|punct|1"
    ),
    "Acme declined to comment and left the room.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 declined|decline|VERB|VBD|root|1 to|to|PART|TO|mark|3 "
        "comment|comment|VERB|VB|xcomp|1 and|and|CCONJ|CC|cc|5 left|leave|VERB|VBD|conj|3 "
        "the|the|DET|DT|det|7 room|room|NOUN|NN|obj|5 .|.|PUNCT|.|punct|1"
    ),
    "Acme has yet to respond to the allegations.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 has|have|VERB|VBZ|root|1 yet|yet|ADV|RB|advmod|1 "
        "to|to|PART|TO|mark|4 respond|respond|VERB|VB|xcomp|1 to|to|ADP|IN|case|7 "
        "the|the|DET|DT|det|7 allegations|allegation|NOUN|NNS|obl|4 .|.|PUNCT|.|punct|1"
    ),
    "There was no immediate comment from Acme.": (
        "There|there|PRON|EX|expl|1 was|be|VERB|VBD|root|1 no|no|DET|DT|det|4 "
        "immediate|immediate|ADJ|JJ|amod|4 comment|comment|NOUN|NN|nsubj|1 "
        "from|from|ADP|IN|case|6 Acme|Acme|PROPN|NNP|nmod|4 .|.|PUNCT|.|punct|1"
    ),
    "Requests sent to Acme went unanswered.": (
        "Requests|request|NOUN|NNS|nsubj|4 sent|send|VERB|VBN|acl|0 to|to|ADP|IN|case|3 "
        "Acme|Acme|PROPN|NNP|obl|1 went|go|VERB|VBD|root|4 "
        "unanswered|unanswere|VERB|VBN|xcomp|4 .|.|PUNCT|.|punct|4"
    ),
    "Efforts to reach Jane Doe were unsuccessful.": (
        "Efforts|effort|NOUN|NNS|nsubj|6 to|to|PART|TO|mark|2 reach|reach|VERB|VB|acl|0 "
        "Jane|Jane|PROPN|NNP|obj|2 Doe|Doe|PROPN|NNP|flat|3 were|be|AUX|VBD|cop|6 "
        "unsuccessful|unsuccessful|ADJ|JJ|root|6 .|.|PUNCT|.|punct|6"
    ),
    "Acme said it does not comment on lawsuits.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 said|say|VERB|VBD|root|1 it|it|PRON|PRP|nsubj|5 "
        "does|do|AUX|VBZ|aux|5 not|not|PART|RB|advmod|5 comment|comment|VERB|VB|ccomp|1 "
        "on|on|ADP|IN|case|7 lawsuits|lawsuit|NOUN|NNS|obl|5 .|.|PUNCT|.|punct|1"
    ),
    "The ministry said it had fined Acme.": (
        "The|the|DET|DT|det|1 ministry|ministry|NOUN|NN|nsubj|2 said|say|VERB|VBD|root|2 "
        "it|it|PRON|PRP|nsubj|5 had|have|AUX|VBD|aux|5 fined|fin|VERB|VBN|ccomp|2 "
        "Acme|Acme|PROPN|NNP|obj|5 .|.|PUNCT|.|punct|2"
    ),
    "There is no evidence that the logs were deleted.": (
        "There|there|PRON|EX|expl|1 is|be|VERB|VBZ|root|1 no|no|DET|DT|det|3 "
        "evidence|evidence|NOUN|NN|nsubj|1 that|that|SCONJ|IN|mark|8 the|the|DET|DT|det|6 "
        "logs|log|NOUN|NNS|nsubj:pass|8 were|be|AUX|VBD|aux:pass|8 "
        "deleted|delete|VERB|VBN|acl|3 .|.|PUNCT|.|punct|1"
    ),
    "It is unclear whether Acme knew.": (
        "It|it|PRON|PRP|expl|2 is|be|AUX|VBZ|cop|2 unclear|unclear|ADJ|JJ|root|2 "
        "whether|whether|SCONJ|IN|mark|5 Acme|Acme|PROPN|NNP|nsubj|5 "
        "knew|know|VERB|VBD|csubj|2 .|.|PUNCT|.|punct|2"
    ),
    "By Jane Doe's account, the test failed.": (
        "By|by|ADP|IN|case|4 Jane|Jane|PROPN|NNP|nmod:poss|4 Doe|Doe|PROPN|NNP|flat|1 "
        "'s|'s|PART|POS|case|1 account|account|NOUN|NN|obl|8 ,|,|PUNCT|,|punct|4 "
        "the|the|DET|DT|det|7 test|test|NOUN|NN|nsubj|8 failed|fail|VERB|VBD|root|8 "
        ".|.|PUNCT|.|punct|8"
    ),
    "Sales fell, court records show.": (
        "Sales|sale|NOUN|NNS|nsubj|1 fell|fall|VERB|VBD|root|1 ,|,|PUNCT|,|punct|5 "
        "court|court|NOUN|NN|compound|4 records|record|NOUN|NNS|nsubj|5 "
        "show|show|VERB|VBP|parataxis|1 .|.|PUNCT|.|punct|1"
    ),
    "The inquiry is open, Jane Doe said, adding that Acme will wait.": (
        "The|the|DET|DT|det|1 inquiry|inquiry|NOUN|NN|nsubj|3 is|be|AUX|VBZ|cop|3 "
        "open|open|ADJ|JJ|root|3 ,|,|PUNCT|,|punct|7 Jane|Jane|PROPN|NNP|nsubj|7 "
        "Doe|Doe|PROPN|NNP|flat|5 said|say|VERB|VBD|parataxis|3 ,|,|PUNCT|,|punct|9 "
        "adding|add|VERB|VBG|advcl|3 that|that|SCONJ|IN|mark|13 Acme|Acme|PROPN|NNP|nsubj|13 "
        "will|will|AUX|MD|aux|13 wait|wait|VERB|VB|ccomp|9 .|.|PUNCT|.|punct|3"
    ),
    "Should the court agree, work could start.": (
        "Should|should|AUX|MD|aux|3 the|the|DET|DT|det|2 court|court|NOUN|NN|nsubj|3 "
        "agree|agree|VERB|VB|advcl|7 ,|,|PUNCT|,|punct|3 work|work|NOUN|NN|nsubj|7 "
        "could|could|AUX|MD|aux|7 start|start|VERB|VB|root|7 .|.|PUNCT|.|punct|7"
    ),
    "What the minister said matters less.": (
        "What|what|PRON|WP|nsubj|4 the|the|DET|DT|det|2 minister|minister|NOUN|NN|nsubj|3 "
        "said|say|VERB|VBD|acl:relcl|0 matters|matter|VERB|VBZ|root|4 "
        "less|less|ADV|RBR|advmod|4 .|.|PUNCT|.|punct|4"
    ),
    "Jane Doe criticized Acme, who called the plan biased.": (
        "Jane|Jane|PROPN|NNP|nsubj|2 Doe|Doe|PROPN|NNP|flat|0 "
        "criticized|criticize|VERB|VBD|root|2 Acme|Acme|PROPN|NNP|obj|2 ,|,|PUNCT|,|punct|6 "
        "who|who|PRON|WP|nsubj|6 called|call|VERB|VBD|acl:relcl|3 the|the|DET|DT|det|8 "
        "plan|plan|NOUN|NN|obj|6 biased|biased|ADJ|JJ|xcomp|6 .|.|PUNCT|.|punct|2"
    ),
}
