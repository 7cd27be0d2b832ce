"""Parses for the tests of who can speak and who can be aimed at: invented firms and sentences."""

from __future__ import annotations

PARTY_PARSES = {
    "AI models require large amounts of data.": (
        "AI|AI|PROPN|NNP|compound|1 models|model|NOUN|NNS|nsubj|2 "
        "require|require|VERB|VBP|root|2 large|large|ADJ|JJ|amod|4 "
        "amounts|amount|NOUN|NNS|obj|2 of|of|ADP|IN|case|6 data|data|NOUN|NN|nmod|4 "
        ".|.|PUNCT|.|punct|2"
    ),
    "Jane Doe found that the site had no button, and ordered Acme to remove the form.": (
        "Jane|Jane|PROPN|NNP|nsubj|2 Doe|Doe|PROPN|NNP|flat|0 found|find|VERB|VBD|root|2 "
        "that|that|SCONJ|IN|mark|6 the|the|DET|DT|det|5 site|site|NOUN|NN|nsubj|6 "
        "had|have|VERB|VBD|ccomp|2 no|no|DET|DT|det|8 button|button|NOUN|NN|obj|6 "
        ",|,|PUNCT|,|punct|11 and|and|CCONJ|CC|cc|11 ordered|order|VERB|VBD|conj|6 "
        "Acme|Acme|PROPN|NNP|obj|11 to|to|PART|TO|mark|14 remove|remove|VERB|VB|advcl|11 "
        "the|the|DET|DT|det|16 form|form|NOUN|NN|obj|14 .|.|PUNCT|.|punct|2"
    ),
    "A day after Cedar published a memo accusing Borealis of theft, Acme left.": (
        "A|a|DET|DT|det|1 day|day|NOUN|NN|nsubj|4 after|after|ADP|IN|case|3 "
        "Cedar|Cedar|PROPN|NNP|nmod|1 published|publish|VERB|VBD|advcl|13 a|a|DET|DT|det|6 "
        "memo|memo|NOUN|NN|obj|4 accusing|accuse|VERB|VBG|acl|6 "
        "Borealis|Borealis|PROPN|NNP|obj|7 of|of|ADP|IN|case|10 theft|theft|NOUN|NN|nmod|8 "
        ",|,|PUNCT|,|punct|4 Acme|Acme|PROPN|NNP|nsubj|13 left|leave|VERB|VBD|root|13 "
        ".|.|PUNCT|.|punct|13"
    ),
    "In a memo Jane Doe, the chief adviser, accused foreign entities of theft.": (
        "In|in|ADP|IN|case|2 a|a|DET|DT|det|2 memo|memo|NOUN|NN|obl|10 "
        "Jane|Jane|PROPN|NNP|appos|2 Doe|Doe|PROPN|NNP|flat|3 ,|,|PUNCT|,|punct|8 "
        "the|the|DET|DT|det|8 chief|chief|ADJ|JJ|amod|8 adviser|adviser|NOUN|NN|flat|3 "
        ",|,|PUNCT|,|punct|3 accused|accuse|VERB|VBN|root|10 foreign|foreign|ADJ|JJ|amod|12 "
        "entities|entity|NOUN|NNS|obj|10 of|of|ADP|IN|case|14 theft|theft|NOUN|NN|nmod|12 "
        ".|.|PUNCT|.|punct|10"
    ),
    "Acme showed a model it claims beats all others, and Cedar said that Borealis was stealing.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 showed|show|VERB|VBD|root|1 a|a|DET|DT|det|3 "
        "model|model|NOUN|NN|obj|1 it|it|PRON|PRP|nsubj|5 claims|claim|VERB|VBZ|acl:relcl|3 "
        "beats|beat|VERB|VBZ|conj|1 all|all|DET|DT|det|8 others|other|NOUN|NNS|obj|6 "
        ",|,|PUNCT|,|punct|12 and|and|CCONJ|CC|cc|12 Cedar|Cedar|PROPN|NNP|nsubj|12 "
        "said|say|VERB|VBD|conj|1 that|that|SCONJ|IN|mark|16 "
        "Borealis|Borealis|PROPN|NNP|nsubj|16 was|be|AUX|VBD|aux|16 "
        "stealing|steal|VERB|VBG|ccomp|12 .|.|PUNCT|.|punct|1"
    ),
    "Acme accused a Chinese tech firm of data theft.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 accused|accuse|VERB|VBD|root|1 a|a|DET|DT|det|5 "
        "Chinese|Chinese|ADJ|JJ|amod|4 tech|tech|NOUN|NN|compound|5 firm|firm|NOUN|NN|obj|1 "
        "of|of|ADP|IN|case|8 data|data|NOUN|NN|compound|8 theft|theft|NOUN|NN|nmod|5 "
        ".|.|PUNCT|.|punct|1"
    ),
    "Cedar called the deal a milestone.": (
        "Cedar|Cedar|PROPN|NNP|nsubj|1 called|call|VERB|VBD|root|1 the|the|DET|DT|det|3 "
        "deal|deal|NOUN|NN|obj|1 a|a|DET|DT|det|5 milestone|milestone|NOUN|NN|xcomp|1 "
        ".|.|PUNCT|.|punct|1"
    ),
    "Acme blocked over 100 coordinated prompts.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 blocked|block|VERB|VBD|root|1 over|over|ADV|RB|advmod|3 "
        "100|100|NUM|CD|nummod|5 coordinated|coordinate|VERB|VBN|amod|5 "
        "prompts|prompt|NOUN|NNS|obj|1 .|.|PUNCT|.|punct|1"
    ),
    "Cedar called theft a poor decision for a firm.": (
        "Cedar|Cedar|PROPN|NNP|nsubj|1 called|call|VERB|VBD|root|1 theft|theft|NOUN|NN|xcomp|1 "
        "a|a|DET|DT|det|5 poor|poor|ADJ|JJ|amod|5 decision|decision|NOUN|NN|obj|1 "
        "for|for|ADP|IN|case|8 a|a|DET|DT|det|8 firm|firm|NOUN|NN|nmod|5 .|.|PUNCT|.|punct|1"
    ),
    "The article says that sales fell.": (
        "The|the|DET|DT|det|1 article|article|NOUN|NN|nsubj|2 says|say|VERB|VBZ|root|2 "
        "that|that|SCONJ|IN|mark|5 sales|sale|NOUN|NNS|nsubj|5 fell|fall|VERB|VBD|ccomp|2 "
        ".|.|PUNCT|.|punct|2"
    ),
    "Acme voiced similar allegations.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 voiced|voice|VERB|VBD|root|1 similar|similar|ADJ|JJ|amod|3 "
        "allegations|allegation|NOUN|NNS|obj|1 .|.|PUNCT|.|punct|1"
    ),
    "Neither Acme nor Borealis nor Cedar responded to requests for comment.": (
        "Neither|neither|DET|DT|det|1 Acme|Acme|PROPN|NNP|nsubj|6 nor|nor|CCONJ|CC|cc|3 "
        "Borealis|Borealis|PROPN|NNP|conj|1 nor|nor|CCONJ|CC|cc|5 Cedar|Cedar|PROPN|NNP|conj|1 "
        "responded|respond|VERB|VBD|root|6 to|to|ADP|IN|case|8 requests|request|NOUN|NNS|obl|6 "
        "for|for|ADP|IN|case|10 comment|comment|NOUN|NN|nmod|8 .|.|PUNCT|.|punct|6"
    ),
    "The document, dated Friday, instructs staff worldwide to discuss the plan with officials.": (
        "The|the|DET|DT|det|1 document|document|NOUN|NN|root|1 ,|,|PUNCT|,|punct|3 "
        "dated|date|VERB|VBN|acl|1 Friday|Friday|PROPN|NNP|xcomp|3 ,|,|PUNCT|,|punct|7 "
        "instructs|instruct|NOUN|NNS|compound|7 staff|staff|NOUN|NN|conj|1 "
        "worldwide|worldwide|ADV|RB|advmod|7 to|to|PART|TO|mark|10 "
        "discuss|discuss|VERB|VB|acl|1 the|the|DET|DT|det|12 plan|plan|NOUN|NN|obj|10 "
        "with|with|ADP|IN|case|14 officials|official|NOUN|NNS|nmod|12 .|.|PUNCT|.|punct|1"
    ),
    "Representative Jane Doe said that Borealis had copied its model.": (
        "Representative|representative|NOUN|NN|nsubj|3 Jane|Jane|PROPN|NNP|flat|0 "
        "Doe|doe|PROPN|NNP|flat|1 said|say|VERB|VBD|root|3 that|that|SCONJ|IN|mark|7 "
        "Borealis|Borealis|PROPN|NNP|nsubj|7 had|have|AUX|VBD|aux|7 "
        "copied|copy|VERB|VBN|ccomp|3 its|its|PRON|PRP$|nmod:poss|9 model|model|NOUN|NN|obj|7 "
        ".|.|PUNCT|.|punct|3"
    ),
    "Cedar welcomed the approval in a statement to Reuters.": (
        "Cedar|Cedar|PROPN|NNP|nsubj|1 welcomed|welcome|VERB|VBD|root|1 the|the|DET|DT|det|3 "
        "approval|approval|NOUN|NN|obj|1 in|in|ADP|IN|case|6 a|a|DET|DT|det|6 "
        "statement|statement|NOUN|NN|nmod|3 to|to|ADP|IN|case|8 "
        "Reuters|Reuters|PROPN|NNP|nmod|6 .|.|PUNCT|.|punct|1"
    ),
    "Acme ridiculed Borealis.": (
        "Acme|acme|PROPN|NNP|nsubj|1 ridiculed|ridicule|VERB|VBD|root|1 "
        "Borealis|Borealis|PROPN|NNP|obj|1 .|.|PUNCT|.|punct|1"
    ),
    "Cables name Acme, alongside other Chinese firms, Borealis and Cedar.": (
        "Cables|cable|NOUN|NNS|nsubj|1 name|name|VERB|VBP|root|1 Acme|Acme|PROPN|NNP|obj|1 "
        ",|,|PUNCT|,|punct|7 alongside|alongside|ADP|IN|case|7 other|other|ADJ|JJ|amod|7 "
        "Chinese|Chinese|ADJ|JJ|amod|7 firms|firm|NOUN|NNS|obl|1 ,|,|PUNCT|,|punct|9 "
        "Borealis|Borealis|PROPN|NNP|conj|7 and|and|CCONJ|CC|cc|11 Cedar|Cedar|PROPN|NNP|conj|9 "
        ".|.|PUNCT|.|punct|1"
    ),
    "Acme accused Borealis of copying models from Cedar.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 accused|accuse|VERB|VBD|root|1 "
        "Borealis|Borealis|PROPN|NNP|obj|1 of|of|ADP|IN|mark|4 copying|copying|NOUN|NN|nmod|2 "
        "models|model|NOUN|NNS|obj|4 from|from|ADP|IN|case|7 Cedar|Cedar|PROPN|NNP|obl|4 "
        ".|.|PUNCT|.|punct|1"
    ),
    "Getting here took years, a lobbyist said.": (
        "Getting|get|VERB|VBG|csubj|2 here|here|ADV|RB|advmod|0 took|take|VERB|VBD|ccomp|7 "
        "years|year|NOUN|NNS|obj|2 ,|,|PUNCT|,|punct|7 a|a|DET|DT|det|6 "
        "lobbyist|lobbyist|NOUN|NN|nsubj|7 said|say|VERB|VBD|root|7 .|.|PUNCT|.|punct|7"
    ),
    (
        "Acme has launched a campaign over what it describes as broad efforts by Chinese firms, "
        "including Borealis, to steal designs."
    ): (
        "Acme|Acme|PROPN|NNP|nsubj|2 has|have|AUX|VBZ|aux|2 launched|launch|VERB|VBN|root|2 "
        "a|a|DET|DT|det|4 campaign|campaign|NOUN|NN|obj|2 over|over|ADP|IN|case|6 "
        "what|what|PRON|WP|obj|8 it|it|PRON|PRP|nsubj|8 describes|describe|VERB|VBZ|acl:relcl|4 "
        "as|as|ADP|IN|case|11 broad|broad|ADJ|JJ|amod|11 efforts|effort|NOUN|NNS|obl|8 "
        "by|by|ADP|IN|case|14 Chinese|Chinese|ADJ|JJ|amod|14 firms|firm|NOUN|NNS|nmod|11 "
        ",|,|PUNCT|,|punct|17 including|include|VERB|VBG|case|17 "
        "Borealis|Borealis|PROPN|NNP|nmod|14 ,|,|PUNCT|,|punct|21 to|to|PART|TO|mark|20 "
        "steal|steal|VERB|VB|amod|21 designs|design|NOUN|NNS|obl|8 .|.|PUNCT|.|punct|2"
    ),
    "Acme repeated its position on Friday.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 repeated|repeat|VERB|VBD|root|1 "
        "its|its|PRON|PRP$|nmod:poss|3 position|position|NOUN|NN|obj|1 on|on|ADP|IN|case|5 "
        "Friday|Friday|PROPN|NNP|obl|1 .|.|PUNCT|.|punct|1"
    ),
    "A-5 requires an investment in the area.": (
        "A-5|a-5|PROPN|VB|nsubj|1 requires|require|VERB|VBZ|root|1 an|a|DET|DT|det|3 "
        "investment|investment|NOUN|NN|obj|1 in|in|ADP|IN|case|6 the|the|DET|DT|det|6 "
        "area|area|NOUN|NN|nmod|3 .|.|PUNCT|.|punct|1"
    ),
    "Jane Doe asked whether Borealis had stolen the design.": (
        "Jane|Jane|PROPN|NNP|nsubj|2 Doe|Doe|PROPN|NNP|flat|0 asked|ask|VERB|VBD|root|2 "
        "whether|whether|SCONJ|IN|mark|6 Borealis|Borealis|PROPN|NNP|nsubj|6 "
        "had|have|AUX|VBD|aux|6 stolen|steal|VERB|VBN|ccomp|2 the|the|DET|DT|det|8 "
        "design|design|NOUN|NN|obj|6 .|.|PUNCT|.|punct|2"
    ),
    "Acme told members how to vote.": (
        "Acme|Acme|PROPN|NNP|nsubj|1 told|tell|VERB|VBD|root|1 members|member|NOUN|NNS|iobj|1 "
        "how|how|ADV|WRB|advmod|5 to|to|PART|TO|mark|5 vote|vote|VERB|VB|advcl|1 "
        ".|.|PUNCT|.|punct|1"
    ),
    "A cable orders envoys to raise what China describes as efforts by Cedar to steal designs.": (
        "A|a|DET|DT|det|1 cable|cable|NOUN|NN|nsubj|2 orders|order|VERB|VBZ|root|2 "
        "envoys|envoy|NOUN|NNS|obj|2 to|to|PART|TO|mark|5 raise|raise|VERB|VB|xcomp|2 "
        "what|what|PRON|WP|obj|5 China|China|PROPN|NNP|nsubj|8 "
        "describes|describe|VERB|VBZ|acl:relcl|6 as|as|ADP|IN|case|10 "
        "efforts|effort|NOUN|NNS|obl|8 by|by|ADP|IN|case|12 Cedar|Cedar|PROPN|NNP|nmod|10 "
        "to|to|PART|TO|mark|14 steal|steal|VERB|VB|advcl|2 designs|design|NOUN|NNS|obj|14 "
        ".|.|PUNCT|.|punct|2"
    ),
    "Jane Doe called piracy “a poor choice” for a firm.": (
        "Jane|Jane|PROPN|NNP|nsubj|2 Doe|Doe|PROPN|NNP|flat|0 called|call|VERB|VBD|root|2 "
        "piracy|piracy|NOUN|NN|compound|7 “|“|PUNCT|``|punct|7 a|a|DET|DT|det|7 "
        "poor|poor|ADJ|JJ|amod|7 choice|choice|NOUN|NN|xcomp|2 ”|”|PUNCT|''|punct|7 "
        "for|for|ADP|IN|case|11 a|a|DET|DT|det|11 firm|firm|NOUN|NN|obl|2 .|.|PUNCT|.|punct|2"
    ),
}
