"""Inflected forms of the lexicon's verbs, so that a wrong lemma costs no statement.

Statistical lemmatisers guess (*conceded* → *conced*); the verbs that matter here are a closed list,
so their forms are made once and looked up.
"""

from __future__ import annotations

from collections.abc import Iterable

_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "speak": "speaks spoke spoken speaking",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "know": "knows knew known knowing",
    "hold": "holds held holding",
    "uphold": "upholds upheld upholding",
    "strike": "strikes struck striking",
    "forbid": "forbids forbade forbidden forbidding",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
    "mislead": "misleads misled misleading",
    "throw": "throws threw thrown throwing",
    "give": "gives gave given giving",
    "set": "sets set setting",
    "agree": "agrees agreed agreeing",
    "find": "finds found finding",
    "put": "puts put putting",
    "read": "reads read reading",
    "see": "sees saw seen seeing",
    "understand": "understands understood understanding",
    "teach": "teaches taught teaching",
    "hear": "hears heard hearing",
    "beg": "begs begged begging",
    "begin": "begins began begun beginning",
    "swear": "swears swore sworn swearing",
    "seek": "seeks sought seeking",
    "foresee": "foresees foresaw foreseen foreseeing",
    "forget": "forgets forgot forgotten forgetting",
    "forecast": "forecasts forecast forecasting",
    "show": "shows showed shown showing",
    "lie": "lies lied lying",
    "dub": "dubs dubbed dubbing",
    "dream": "dreams dreamed dreamt dreaming",
    "shrug": "shrugs shrugged shrugging",
    "brag": "brags bragged bragging",
    "snap": "snaps snapped snapping",
    "quip": "quips quipped quipping",
    "rip": "rips ripped ripping",
    "slam": "slams slammed slamming",
    "pan": "pans panned panning",
    "bar": "bars barred barring",
    "ban": "bans banned banning",
    "commit": "commits committed committing",
    "admit": "admits admitted admitting",
    "rebut": "rebuts rebutted rebutting",
    "submit": "submits submitted submitting",
    "permit": "permits permitted permitting",
    "refer": "refers referred referring",
    "plan": "plans planned planning",
    "chat": "chats chatted",
    "compel": "compels compelled compelling",
    "extol": "extols extolled extolling",
    "sum": "sums summed summing",
    "label": "labels labeled labelled labeling labelling",
    "shoot": "shoots shot shooting",
    "shot": "shot",
    "fire": "fires fired firing",
    "freeze": "freezes froze frozen freezing",
    "take": "takes took taken taking",
    "hit": "hits hit hitting",
    "slap": "slaps slapped slapping",
    "strip": "strips stripped stripping",
    "plead": "pleads pleaded pled pleading",
    "come": "comes came coming",
    "swat": "swats swatted swatting",
    "relay": "relays relayed relaying",
    "rig": "rigs rigged rigging",
    "steal": "steals stole stolen stealing",
    "rob": "robs robbed robbing",
    "spy": "spies spied spying",
    "break": "breaks broke broken breaking",
    "bring": "brings brought bringing",
    "make": "makes made making",
    "send": "sends sent sending",
    "tie": "ties tied tying",
    "lend": "lends lent lending",
    "draw": "draws drew drawn drawing",
    "lay": "lays laid laying",
    "cast": "casts cast casting",
    "tear": "tears tore torn tearing",
    "light": "lights lit lighting",
    "stand": "stands stood standing",
    "stick": "sticks stuck sticking",
    "ring": "rings rang rung ringing",
    "fight": "fights fought fighting",
    "bet": "bets bet betting",
    "fret": "frets fretted fretting",
    "pin": "pins pinned pinning",
    "bat": "bats batted batting",
    "foretell": "foretells foretold foretelling",
    "undertake": "undertakes undertook undertaken undertaking",
    "forswear": "forswears forswore forsworn forswearing",
}


def table(lemmas: Iterable[str]) -> dict[str, str]:
    """Return inflected form -> lemma for verbs, regular ones by rule."""
    found: dict[str, str] = {}
    for lemma in sorted(lemmas):
        forms = _IRREGULAR.get(lemma, "").split() or [*_regular(lemma), *_doubled(lemma)]
        for form in (lemma, *forms):
            found.setdefault(form, lemma)
    return found


def _doubled(lemma: str) -> list[str]:
    """Return the forms with the last consonant doubled, whether the verb has them or not."""
    vowels = set("aeiou")
    if len(lemma) < 3 or lemma[-1] in vowels | set("wxy") or lemma[-2] not in vowels:
        return []
    return (
        [] if lemma[-3] in vowels - {"u"} else [f"{lemma}{lemma[-1]}{end}" for end in ("ed", "ing")]
    )


def _regular(lemma: str) -> list[str]:
    if lemma.endswith("y") and lemma[-2:-1] not in set("aeiou"):
        stem = lemma[:-1]
        return [f"{stem}ies", f"{stem}ied", f"{lemma}ing"]
    if lemma.endswith("e"):
        return [f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing", f"{lemma}ing"]
    plural = "es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"
    return [f"{lemma}{plural}", f"{lemma}ed", f"{lemma}ing"]
