"""Parses for the tests of what claims get wrong: invented firms and sentences."""

from __future__ import annotations

CLAIM_PARSES = {
    "Acme submitted a memo to the Senate Panel that accuses Borealis of theft.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 submitted|submit|VERB|VBD|root|1 a|a|DET|DT|det|3 "
        "memo|memo|NOUN|NN|obj|1 to|to|ADP|IN|case|7 the|the|DET|DT|det|7 "
        "Senate|Senate|PROPN|NNP|compound|7 Panel|Panel|PROPN|NNP|nmod|3 "
        "that|that|PRON|WDT|nsubj|9 accuses|accuse|VERB|VBZ|acl:relcl|7 "
        "Borealis|Borealis|PROPN|NNP|obj|9 of|of|ADP|IN|case|12 theft|theft|NOUN|NN|obl|9 "
        ".|.|PUNCT|.|punct|1"
    ),
    "The cable goes beyond earlier remarks: it claims the campaigns stripped the locks.": (
        "The|the|DET|DT|det|1 cable|cable|NOUN|NN|nsubj|2 goes|go|VERB|VBZ|root|2 "
        "beyond|beyond|ADP|IN|case|5 earlier|early|ADJ|JJR|amod|5 "
        "remarks|remark|NOUN|NNS|obl|2 :|:|PUNCT|:|punct|8 it|it|PRON|PRP|nsubj|8 "
        "claims|claim|VERB|VBZ|parataxis|2 the|the|DET|DT|det|10 "
        "campaigns|campaign|NOUN|NNS|nsubj|11 stripped|strip|VERB|VBD|ccomp|8 "
        "the|the|DET|DT|det|13 locks|lock|NOUN|NNS|obj|11 .|.|PUNCT|.|punct|2"
    ),
    "In a memo sent to Cedar and reported by Reuters, it alleges that Borealis copied it.": (
        "In|in|ADP|IN|case|2 a|a|DET|DT|det|2 memo|memo|NOUN|NN|obl|12 "
        "sent|send|VERB|VBN|acl|2 to|to|ADP|IN|case|5 Cedar|Cedar|PROPN|NNP|obl|3 "
        "and|and|CCONJ|CC|cc|7 reported|report|VERB|VBN|conj|3 by|by|ADP|IN|case|9 "
        "Reuters|Reuters|PROPN|NNP|obl:agent|7 ,|,|PUNCT|,|punct|2 it|it|PRON|PRP|nsubj|12 "
        "alleges|allege|VERB|VBZ|root|12 that|that|SCONJ|IN|mark|15 "
        "Borealis|Borealis|PROPN|NNP|nsubj|15 copied|copy|VERB|VBD|ccomp|12 "
        "it|it|PRON|PRP|obj|15 .|.|PUNCT|.|punct|12"
    ),
    "Cedar said that Acme (XLON: ACM) copied its model.": (
        "Cedar|Cedar|PROPN|NNP|nsubj|1 said|say|VERB|VBD|root|1 that|that|SCONJ|IN|mark|9 "
        "Acme|Acme|PROPN|NNP|nsubj|9 (|(|PUNCT|-LRB-|punct|5 XLON|XLON|PROPN|NNP|appos|3 "
        ":|:|PUNCT|:|punct|7 ACM|ACM|PROPN|NNP|appos|5 )|)|PUNCT|-RRB-|punct|5 "
        "copied|copy|VERB|VBD|ccomp|1 its|its|PRON|PRP$|nmod:poss|11 "
        "model|model|NOUN|NN|obj|9 .|.|PUNCT|.|punct|1"
    ),
    "Its phone is faster than all others, Acme claims.": (
        "Its|its|PRON|PRP$|nmod:poss|1 phone|phone|NOUN|NN|nsubj|3 is|be|AUX|VBZ|cop|3 "
        "faster|fast|ADJ|JJR|root|3 than|than|ADP|IN|case|6 all|all|DET|DT|det|6 "
        "others|other|NOUN|NNS|obl|3 ,|,|PUNCT|,|punct|9 Acme|Acme|PROPN|NNP|nsubj|9 "
        "claims|claim|VERB|VBZ|parataxis|3 .|.|PUNCT|.|punct|3"
    ),
    "Its phone was stolen by others, Acme claims.": (
        "Its|its|PRON|PRP$|nmod:poss|1 phone|phone|NOUN|NN|nsubj:pass|3 "
        "was|be|AUX|VBD|aux:pass|3 stolen|steal|VERB|VBN|root|3 by|by|ADP|IN|case|5 "
        "others|other|NOUN|NNS|obl:agent|3 ,|,|PUNCT|,|punct|8 Acme|Acme|PROPN|NNP|nsubj|8 "
        "claims|claim|VERB|VBZ|parataxis|3 .|.|PUNCT|.|punct|3"
    ),
    "Acme showed a phone it claims beats all others.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 showed|show|VERB|VBD|root|1 a|a|DET|DT|det|3 "
        "phone|phone|NOUN|NN|obj|1 it|it|PRON|PRP|nsubj|5 claims|claim|VERB|VBZ|acl:relcl|3 "
        "beats|beat|VERB|VBZ|ccomp|5 all|all|DET|DT|det|8 others|other|NOUN|NNS|obj|6 "
        ".|.|PUNCT|.|punct|1"
    ),
    "In May plaintiffs brought suit; on June 5, 2031 the parties signed a term sheet.": (
        "In|in|ADP|IN|case|1 May|May|PROPN|NNP|obl|3 plaintiffs|plaintiff|NOUN|NNS|nsubj|3 "
        "brought|bring|VERB|VBD|root|3 suit|suit|NOUN|NN|obj|3 ;|;|PUNCT|:|punct|13 "
        "on|on|ADP|IN|case|8 June|June|PROPN|NNP|nmod:unmarked|8 5|5|NUM|CD|obl|3 "
        ",|,|PUNCT|,|punct|10 2031|2031|NUM|CD|nmod:unmarked|8 the|the|DET|DT|det|12 "
        "parties|party|NOUN|NNS|nsubj|13 signed|sign|VERB|VBD|parataxis|3 a|a|DET|DT|det|16 "
        "term|term|NOUN|NN|compound|16 sheet|sheet|NOUN|NN|obj|13 .|.|PUNCT|.|punct|3"
    ),
    "The court declined to rule on them.": (
        "The|the|DET|DT|det|1 court|court|NOUN|NN|nsubj|2 declined|decline|VERB|VBD|root|2 "
        "to|to|PART|TO|mark|4 rule|rule|VERB|VB|xcomp|2 on|on|ADP|IN|case|6 "
        "them|they|PRON|PRP|obl|4 .|.|PUNCT|.|punct|2"
    ),
    "China rejected accusations by Cedar that foreign firms copied the model.": (
        "China|China|PROPN|NNP|nsubj|1 rejected|reject|VERB|VBD|root|1 "
        "accusations|accusation|NOUN|NNS|obj|1 by|by|ADP|IN|case|4 "
        "Cedar|Cedar|PROPN|NNP|nmod|2 that|that|SCONJ|IN|mark|8 foreign|foreign|ADJ|JJ|amod|7 "
        "firms|firm|NOUN|NNS|nsubj|8 copied|copy|VERB|VBD|acl|2 the|the|DET|DT|det|10 "
        "model|model|NOUN|NN|obj|8 .|.|PUNCT|.|punct|1"
    ),
    "Cedar appealed the judgment, which dismissed its claims against Acme.": (
        "Cedar|Cedar|PROPN|NNP|nsubj|1 appealed|appeal|VERB|VBD|root|1 the|the|DET|DT|det|3 "
        "judgment|judgment|NOUN|NN|obj|1 ,|,|PUNCT|,|punct|6 which|which|PRON|WDT|nsubj|6 "
        "dismissed|dismiss|VERB|VBD|acl:relcl|3 its|its|PRON|PRP$|nmod:poss|8 "
        "claims|claim|NOUN|NNS|obj|6 against|against|ADP|IN|case|10 "
        "Acme|Acme|PROPN|NNP|nmod|8 .|.|PUNCT|.|punct|1"
    ),
    "Jane Doe says that Cedar backs the plan and that Reuters confirms the theft accusation.": (
        "Jane|Jane|PROPN|NNP|nsubj|2 Doe|Doe|PROPN|NNP|flat|0 says|say|VERB|VBZ|root|2 "
        "that|that|SCONJ|IN|mark|5 Cedar|Cedar|PROPN|NNP|nsubj|5 backs|back|VERB|VBZ|ccomp|2 "
        "the|the|DET|DT|det|7 plan|plan|NOUN|NN|obj|5 and|and|CCONJ|CC|cc|11 "
        "that|that|SCONJ|IN|mark|11 Reuters|Reuters|PROPN|NNP|nsubj|11 "
        "confirms|confirm|VERB|VBZ|conj|5 the|the|DET|DT|det|14 "
        "theft|theft|NOUN|NN|compound|14 accusation|accusation|NOUN|NN|obj|11 "
        ".|.|PUNCT|.|punct|2"
    ),
    "Acme copied the model, China company Cedar has claimed.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 copied|copy|VERB|VBD|root|1 the|the|DET|DT|det|3 "
        "model|model|NOUN|NN|obj|1 ,|,|PUNCT|,|punct|9 China|China|PROPN|NNP|compound|6 "
        "company|company|NOUN|NN|nsubj|1 Cedar|Cedar|PROPN|NNP|appos|6 has|have|AUX|VBZ|aux|9 "
        "claimed|claim|VERB|VBN|parataxis|1 .|.|PUNCT|.|punct|1"
    ),
    "Jane Doe says that Acme ripped off Cedar.": (
        "Jane|Jane|PROPN|NNP|nsubj|2 Doe|Doe|PROPN|NNP|flat|0 says|say|VERB|VBZ|root|2 "
        "that|that|SCONJ|IN|mark|5 Acme|Acme|PROPN|NNP|nsubj|5 ripped|rip|VERB|VBD|ccomp|2 "
        "off|off|ADP|RP|compound:prt|5 Cedar|Cedar|PROPN|NNP|obj|5 .|.|PUNCT|.|punct|2"
    ),
    "Acme says that defending a plan is hard.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 says|say|VERB|VBZ|root|1 that|that|SCONJ|IN|mark|7 "
        "defending|defend|VERB|VBG|csubj|7 a|a|DET|DT|det|5 plan|plan|NOUN|NN|obj|3 "
        "is|be|AUX|VBZ|cop|7 hard|hard|ADJ|JJ|ccomp|1 .|.|PUNCT|.|punct|1"
    ),
    "Judge Jane Doe said that the deal is fair.": (
        "Judge|Judge|PROPN|NNP|nmod:desc|1 Jane|Jane|PROPN|NNP|nsubj|3 "
        "Doe|Doe|PROPN|NNP|flat|1 said|say|VERB|VBD|root|3 that|that|SCONJ|IN|mark|8 "
        "the|the|DET|DT|det|6 deal|deal|NOUN|NN|nsubj|8 is|be|AUX|VBZ|cop|8 "
        "fair|fair|ADJ|JJ|ccomp|3 .|.|PUNCT|.|punct|3"
    ),
    "The company copied it, Jane Doe said.": (
        "The|the|DET|DT|det|1 company|company|NOUN|NN|nsubj|2 copied|copy|VERB|VBD|ccomp|7 "
        "it|it|PRON|PRP|obj|2 ,|,|PUNCT|,|punct|2 Jane|Jane|PROPN|NNP|nsubj|7 "
        "Doe|Doe|PROPN|NNP|flat|5 said|say|VERB|VBD|root|7 .|.|PUNCT|.|punct|7"
    ),
}
