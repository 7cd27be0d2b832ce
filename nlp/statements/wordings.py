"""Wordings by which a plain saying shows what it does, matched on the words of its content."""

from __future__ import annotations

import re

DISPARAGED = re.compile(
    r"\b(?:absurd|ridiculous|ludicrous|preposterous|laughable|nonsense|rubbish|fictio\w*|fabricat\w*|"
    r"invented|inventions?|fantas(?:y|ies)|myths?|made[- ]up|thin air|untrue|bogus|lies?|smears?|"
    r"slander\w*|meritless|without merit|unsupported|unsubstantiated|inaccurate|incorrect|wrong|"
    r"mistaken|misleading|no (?:\w+ )?(?:basis|foundation|merit|substance|truth)|"
    r"false|baseless|groundless|unfounded|out of whole cloth)\b",
    re.IGNORECASE,
)
INNOCENT = re.compile(
    r"\b(?:innocent|lawful\w*|legally|licen[sc]ed|legitimate\w*|independent\w*|ours|in-house|"
    r"respects?|compl(?:y|ies|ied)|abides?|followed|from scratch|"
    r"its own|our own|his own|her own)\b",
    re.IGNORECASE,
)
HARSH = re.compile(
    r"\b(?:abus(?:e[sd]?|ing)|exaggerat\w+|hypocri\w+|scapegoat\w*|bull(?:y|ies|ied|ying)|coerci\w+|"
    r"protectionis\w+|politici[sz]\w+|distort\w+|burglary|robbery|thie(?:f|ves)|plunder\w*|loot\w*|"
    r"cheat\w*|shameful\w*|disgrace\w*|outrage\w*|reckless\w*|irresponsibl\w+|double standards?|"
    r"freeload\w*|free[- ]rid\w+|parasit\w*|ripp?(?:ed|ing|s)? off|witch[- ]hunt|strip-min\w+|"
    r"confus(?:e[sd]?|ing)|conflat\w+|self-serving|pretexts?|"
    r"(?:hardly in a|in no) position to|(?:real|true) (?:aim|goal|motive|purpose|target)|"
    r"(?:firmly|strongly|resolutely) oppos\w+)\b",
    re.IGNORECASE,
)
"""Words that disparage whom or what they are said of."""
NEVER = re.compile(r"\b(?:no|never|nothing|none)\b", re.IGNORECASE)
PLEADS = re.compile(
    r"\b(?:no knowledge of|nothing (?:wrong|to hide)|not guilty|no wrongdoing|"
    r"compl(?:y|ies|ied) with (?:all|every|the)|(?:is|was|are|were) innocent)\b",
    re.IGNORECASE,
)
"""What nobody says who is not charged with something."""
PLOY = re.compile(
    r"\b(?:tactics?|ploys?|pretexts?|excuses?|distractions?|smokescreens?|stunts?|weapons?|"
    r"in disguise)\b",
    re.IGNORECASE,
)
"""What charges are in the eyes of those who doubt the motive, not the deed."""
GRAVE = re.compile(
    r"\b(?:serious|credible|true|troubling|alarming|grave|disturbing|worr(?:ying|isome)|damning|"
    r"important|accurate|convincing|detailed|new|first)\b",
    re.IGNORECASE,
)
NO_PLANS = re.compile(r"\bno (?:plans?|intention|intent|desire) (?:to|of)\b", re.IGNORECASE)
OURS = re.compile(
    r"\b(?:is|are|was|were) (?:all |entirely |wholly )?(?:ours|our own)\b", re.IGNORECASE
)
UNASKED = re.compile(
    r"\bwithout (?:asking|paying|permission|consent|being asked|a licen[cs]e|authori[sz]ation)\b|"
    r"\bnever (?:paid for|asked for permission)\b|\bprofit(?:s|ed|ing)? from\b",
    re.IGNORECASE,
)
"""How somebody takes what others own."""
DECEIT = re.compile(
    r"\b(?:fake|bogus|sham|stolen|pirated|disguised|shell (?:compan|firm)\w+|front compan\w+|"
    r"false (?:names?|identit\w+|pretences?|pretenses?)|burner|under cover of|secretly)\b",
    re.IGNORECASE,
)
"""What only wrongdoers use."""
DANGER = re.compile(
    r"\b(?:puts?|putting) .{2,40} at risk\b|\bposes? (?:an? )?(?:\w+ )?(?:risk|threat|danger)\w*\b|"
    r"\b(?:could|may|might|would|will|risks?)\b.*\b(?:danger\w*|endanger\w*|harm\w*|catastroph\w*|"
    r"jeopardi[sz]\w*|undermin\w+|weaken\w*|cripple\w*|hurt|suffer|"
    r"devastat\w*)\b",
    re.IGNORECASE | re.DOTALL,
)
COURT = re.compile(r"\b(?:courts?|tribunal|judges?)\b", re.IGNORECASE)
LIST = re.compile(r"\b(?:entity list|blacklist|sanctions list|watchlist)\b", re.IGNORECASE)
RECKONING = re.compile(
    r"\bwill (?:not be (?:rewarded|tolerated|allowed)|face (?:consequences|penalties|sanctions|"
    r"prosecution|charges)|pay (?:a|the) price|regret|"
    r"be (?:held (?:accountable|responsible|liable)|prosecuted|punished|sanctioned|banned|barred|"
    r"cut off|sued))\b|\bwill be consequences\b",
    re.IGNORECASE,
)
"""What is in store for others, from those who see to it."""
WANTED = re.compile(
    r"\b(?:we|i) (?:urge|call (?:up)?on|demand|insist|ask (?:that|\w+ to)|(?:want|need|expect) \w+"
    r"(?: \w+)? to)\b|\b(?:needs?|has|have|ought) to (?:act|stop|end|explain|answer|disclose|pay|"
    r"apologi[sz]e|withdraw|close|be (?:held|stopped|made|closed|withdrawn))\b",
    re.IGNORECASE,
)
URGENT = re.compile(
    r"\bit(?: is|['’]s) (?:critical|vital|imperative|essential|crucial|high time|time) "
    r"(?:to|that)\b",
    re.IGNORECASE,
)
HARMFUL = re.compile(
    r"\b(?:legal action|damages|all necessary (?:measures|means|steps)|countermeasures|"
    r"hold \w+(?: \w+)? (?:accountable|responsible|liable)|consequences|"
    r"an injunction|compensation)\b",
    re.IGNORECASE,
)
