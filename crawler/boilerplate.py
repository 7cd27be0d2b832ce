"""What stands around an article and is not said by it: boxes of the page, lines of the text.

Boxes are told by the names that sites give them; a box that holds the headline or much of the text
is never one. Lines are told by their beginning or as a whole. Both lists come from what news
systems write, not from single sites; claims hang on the words of the body, so a doubtful line
stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from crawler import bylines, dates
from crawler.plain import clean

_BOX = re.compile(
    r"cookie|\bcc-(?:window|banner)|consent|gdpr|onetrust|newsletter|subscri(?:be|ption)|paywall"
    r"|social-?share|share-?(?:bar|tools|links|buttons)|sharedaddy|addtoany|breadcrumb"
    r"|\bcomments?\b|\bcoment[aá]rios?\b|\bcommentaires?\b|\bkommentare?\b"
    r"|comment-?(?:list|form|thread|section|area|wrap)|disqus|related|recommend|more-(?:from|stories|news|on)|read-?(?:more"
    r"|next|also)"
    r"|you-may-like|recirc|must-?reads?|most-(?:read|popular|viewed)|trending|popular|latest-(?:news|stories)|sidebar"
    r"|\bpromo\b|-promo\b|promo-|teaser|\bad\b|\bads\b|advert|ad-(?:wrapper|slot|container"
    r"|unit)|sponsor"
    r"|outbrain|taboola|author-?(?:bio|box|card|info|about)|about-(?:the-)?author|\bbio\b"
    r"|site-?footer"
    r"|site-?header|\bnav\b|-nav\b|navigation|\bmenu|nav-?bar|\btags?\b|tag-?list"
    r"|article-tags|topics|keywords|post-navigation"
    r"|pagination|pager|toolbar|app-download|donat(?:e|ion)|support-?(?:us|pay)\b|signup|sign-up|login|register|marketing"
    r"|copyright|disclaimer|photo-credit|image-credit|print-only|skip-link|sr-only|visually-hidden"
    r"|screen-reader|wp-block-buttons|jp-relatedposts|rank-math-toc|table-of-contents"
    r"|\btoc\b|ez-toc"
    r"|correction-policy|audio-?player|listen-to|text-to-speech|\bshare\b|\brelate\b|recomm",
    re.IGNORECASE,
)
_BOX_TAGS = ("div", "section", "aside", "form", "dialog", "ul", "ol", "nav", "footer", "p", "span")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MENU = 4  # items of a list that may be a menu
_LEADS_ELSEWHERE = 0.9  # share of its characters in links
_MOST_OF_TEXT = 0.25  # share of the page's paragraphs that no box around an article holds

_COMMENTS = re.compile(r"\bcomments\b|disqus|\bcomment-?(?:form|list|section)", re.IGNORECASE)
_RULES = re.compile(r"terms|privacy|guidelines|rules|netiquette|policy|charte", re.IGNORECASE)
_LONGEST_RULES = 800  # characters

_RUNNING = 60  # characters without mark-up that only running text has
_MONTH_OR_NUMBER = re.compile(
    r"\s+(?=\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|\|)"
)

_LINE = re.compile(
    r"""(?:
      (?:sign\ up|subscribe|register|log\ in|join)\b.{0,80}
      \b(?:newsletter|briefing|inbox|read|access|story|article
          |account|today|now|free|member)
    | already\ (?:a\ )?(?:subscribe[rd]|have\ an\ account|registered|a\ member)
    | (?:this|the\ rest\ of\ this|the\ full)\ (?:article|story|content)\ is
      \ (?:for|only|available\ (?:only\ )?to|exclusive)
    | (?:to\ )?(?:continue|keep)\ reading\b.{0,60}(?:subscri|register|sign|account|free|trial|this)
    | (?:get|enjoy|unlock)\ (?:unlimited|full|instant)\ (?:digital\ )?access
    | you\ have\ (?:\d+|reached|used|one|two|no)\b.{0,40}(?:articles?|limit)
    | cancel\ (?:anytime|at\ any\ time)
    | support\ (?:our|quality|independent)\ journalism
    | (?:click|tap)\ (?:here|to)\b
    | (?:follow|like|find)\ (?:us|him|her|them|[A-Z]\w+\ [A-Z]\w+)\ on\b
    | (?:read|see|watch|listen|also)\ (?:more|also|next|on)?\s*[:：»>|–—]
    | read\ more\s*(?:[:：»>]|about\b|on\b|from\b|in\b)
    | (?:more|further|recommended|related|suggested)
      \ (?:reading|stories|coverage|articles|links|news)\s*[:：]?
    | (?:have|got)\ (?:a\ )?(?:tip|question|news|story)s?\b.{0,60}(?:\?|contact|email|@|us\b)
    | (?:email|contact|write\ to|reach)
      \ (?:the\ (?:author|reporter|writer)|[A-Z]\w+(?:\ [A-Z]\w+)?)\ at\s
    | (?:copyright|©|\(c\))\s*(?:\(c\)\s*)?(?:19|20)\d\d
    | all\ rights\ reserved
    | (?:this\ )?material\ may\ not\ be\ published
    | (?:photo(?:graph)?s?|image|picture|credit|illustration|video|graphic)
      \s*(?:credit|by|:|courtesy|/)
    | (?:fotos?|bild(?:quelle)?|crédit(?:\ photo)?|crédito|imagen?|фото|immagine)\s*:
    | [^.!?]{3,200}\s(?:[—–|-]\s*|[(\[])
      (?:photo|image|picture|credit|fotos?|bild|crédit|imagen?|фото)\s*(?:by\b|:|/).{2,60}\Z
    | (?:[^。！？]{0,200}[.!?)\]—–|:,-]\s*)?\(?
      (?:REUTERS|AFP|EPA(?:-EFE)?|Getty\ Images|AP\ Photo|Shutterstock|Xinhua)
      \s?/\s?[A-ZÀ-Ý][\w.'’\ -]{2,40}[\s.)\]-]*\Z
    | [-\s]*(?:zuletzt\ )?aktualisiert(?:\ am)?\b.{0,40}\Z
    | (?:share|tweet|print|save|copy\ link|comments?|facebook|twitter|whatsapp|linkedin|email)
      (?:[\s,|·/]+(?:share|tweet|print|save|copy\ link|facebook|twitter|whatsapp|linkedin|email|x
          |reddit|telegram))*\s*\Z
    | read\ or\ share\ this\ story\b
    | (?:story|article)\ continues\ (?:below|after)\b.{0,60}\Z
    | (?:publicidad|publicité|werbung|anzeige|реклама|advertentie|pubblicità)\s*\Z
    | (?:enditem/?|updated|issued\ on:(?:\ modified:)?)\s*\Z
    | to\ contact\ the\ (?:author|reporter|editor|writer)s?\b.{0,60}:\s*\Z
    | [^.!?]{3,60}\sat\s\S+@\S+\s*\Z
    | this\ (?:column|article|op-ed|piece)\ does\ not\ necessarily\ reflect\b
    | (?:from|by)\ [^.]{0,40}\bstaff(?:\ and\ wire)?(?:\ (?:reports?|writers?|reporters?))?\s*\Z
    | [\U0001F4E2-\U0001F4F2\U0001F447-\U0001F449\U0001F514\u2709]
    | [^.!?]{0,40}?https?://(?:[a-z]{1,3}\.)?(?:fb\.me|facebook\.com|twitter\.com|x\.com|t\.me
          |instagram\.com|youtube\.com|line\.me|lin\.ee|weibo\.com|tiktok\.com)/\S*\s*\Z
    | LINE\b.{0,12}[=:：]\s*@\w+\s*\Z
    | \d+\ (?:commentaires?|coment[aá]rios?|kommentare?|комментари\w*)\s*\Z
    | \d+\ (?:comments?|shares?|views?|likes?|min(?:ute)?s?\ (?:read|listen|watch))\s*\Z
    | (?:last\ )?(?:updated|published|posted)\s*(?:on|at|:).{0,60}\Z
    | (?:tags?|topics?|categor(?:y|ies)|filed\ under|keywords?)\s*[:：]
    | (?:next|previous)\s*(?:article|story|post)?\s*[:：»«]
    | (?:editor(?:['’]?s|s['’])\ picks?|top\ stories|most\ read|trending)\b.{0,30}\Z
    | add\ .{2,40}\ (?:to|as)\ (?:your\ )?(?:google|preferred)
    | the\ views\ expressed\ (?:in\ this|here)\b.{0,200}\Z
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LINE_EAST = re.compile(
    r"(?:责任编辑|責任編輯|责编|(?:来源|來源|稿源|原标题|原標題|作者|记者|文|声明|编辑|校对"
    r"|审核)\s*[:：]|分享到|相关新闻|相关阅读|相关报道"
    r"|延伸阅读|推荐阅读|更多精彩|本文来源|特别声明|网友评论仅供|以上内容仅供|请支持独立网站|未经授权|微信扫|关注该公众号|关注公众号|关键词\s*(?:[:：]|>>)|原题为|感谢您的反馈|暂无评论|目前没有热门|违法和不良信息|举报邮箱|举报电话|欢迎批评指正|更多猛料|扫描下方|扫描二维码|点击投票|【点击|长按识别|图片(?:均)?来自网络|已收藏|点击刷新|热帖\Z|热词\Z|热点新闻\Z|图集\Z|点击进入|扫一扫|关注我们|打开微信|版权(?:所有|声明)"
    r"|免责声明|上一篇|下一篇|打印|关闭窗口|字号|【字体"
    r"|【?(?:纠错|责任编辑)|当前位置|您的位置|首页\s*[>＞]"
    r"|記者[\s　]|この記事は(?:有料|会員)|残り\s*\d+\s*文字|有料会員|会員限定|無料会員"
    r"|この(?:ニュース|記事)を(?:シェア|保存|印刷)"
    r"|ログイン|会員登録|関連記事|関連ニュース|あわせて読みたい"
    r"|(?:写真|画像)\s*[=＝:：／/(（]|【写真|【関連|無断転載|©|※|シェア|ツイート|続きを読む"
    r"|記事を印刷"
    r"|[\u3400-\u9fff]{2,8}公众号\Z|24小时滚动|広告\Z|광고\Z|广告\Z|저작권자|무단\s*전재|무단전재|ⓒ|©|관련기사|관련\s*뉴스|많이\s*본|구독하기|제보하기"
    r"|카카오톡|기사제보|좋아요|공유하기|\[사진|사진\s*="
    r"|[\uac00-\ud7af]{2,4}\s*(?:기자|특파원)\s*[\w.+-]+@|[\uac00-\ud7af]{2,4}\s*기자\Z)"
)
_REPORTERS = re.compile(
    r"[\u3400-\u9fff]{0,10}(?:记者|記者|通讯员|实习生)(?:[\s　、]+[\u3400-\u9fff]{2,4})+\s*\Z"
)
_NO_COPY = re.compile(r"(?:未经授权|不得转载|禁止转载|無断転載|무단\s*전재|재배포\s*금지).{0,12}\Z")
_EAST_LIMIT = 60  # characters; a longer line that begins so is a sentence
_LIMIT = 260
_END = re.compile(
    r"(?:related (?:stories|articles|posts|news|content|coverage)|more (?:from|on|stories"
    r"|news|like this)\b.{0,40}"
    r"|read (?:more|next|also)|recommended(?: for you| stories)?|you (?:may"
    r"|might) also like|most (?:read|popular)"
    r"|(?:leave a )?(?:reply|comments?)|about the authors?|trending(?: now)?|latest (?:news"
    r"|stories)"
    r"|相关(?:新闻|阅读|报道|链接)|延伸阅读|推荐阅读|関連記事|関連ニュース|あわせて読みたい"
    r"|관련기사|많이 본 뉴스)\s*[:：]?",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|von|par|por|di|door|author|autor(?:in)?|texte?)\b\s*:?\s", re.IGNORECASE)
_LONGEST_BYLINE = 120
_MOST_WORDS_OF_A_ROLE = 7
_REPEATED = 40  # characters from which a paragraph that comes again is a mistake of the page
_LINES_ABOVE = 4  # a headline, at most
_KICKER = 60
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’]?\Z")
_IN_BRACKETS = re.compile(r"[(\[（【［].*[)\]）】］]\Z")


def drop_boxes(tree: HtmlElement) -> None:
    """Remove from the tree what stands around the article; the tree is changed for good."""
    for element in list(
        tree.iter("script", "style", "noscript", "template", "svg", "button", "select")
    ):
        if element.getparent() is not None:
            element.drop_tree()
    for element in list(tree.iter("nav", "ul", "ol")):
        if element.getparent() is not None and (element.tag == "nav" or _is_list_of_links(element)):
            element.drop_tree()
    _drop_rules_of_comments(tree)
    most = _MOST_OF_TEXT * max(1, _text_size(tree))
    for element in list(tree.iter(*_BOX_TAGS)):
        if element.getparent() is None or not _is_box(element):
            continue
        if (
            next(element.iter("article", "main", "h1"), None) is None
            and _text_size(element) <= most
        ):
            element.drop_tree()


def _drop_rules_of_comments(tree: HtmlElement) -> None:
    """Remove what stands right above a box of comments and links to the rules for writing there."""
    for element in list(tree.iter("div", "section")):
        before = element.getprevious()
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if before is None or before.getparent() is None or not _COMMENTS.search(names):
            continue
        if before.tag not in ("div", "section", "p") or len(before.text_content()) > _LONGEST_RULES:
            continue
        if any(_RULES.search(link.get("href") or "") for link in before.iter("a")):
            before.drop_tree()


def _is_list_of_links(element: HtmlElement) -> bool:
    """Say whether a list only leads elsewhere: a menu, teasers; an article's own list stays."""
    items = [child for child in element if child.tag == "li"]
    if len(items) < _MENU or element.xpath("boolean(ancestor::article)"):
        return False
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return linked >= _LEADS_ELSEWHERE * len("".join(element.text_content().split("\n")).strip())


def _is_box(element: HtmlElement) -> bool:
    if "hidden" in element.attrib or _HIDDEN.search(element.get("style") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    return bool(names) and len(names) < 300 and _names_a_box(names)


@lru_cache(maxsize=4096)
def _names_a_box(names: str) -> bool:
    """Say whether class and id name a box; a page repeats its classes hundreds of times."""
    return _BOX.search(names.replace("_", "-")) is not None


def _text_size(element: HtmlElement) -> int:
    """Return the characters of an element's running text: of paragraphs and of long lines."""
    found = 0
    for node in element.iter():
        if not isinstance(node.tag, str):
            continue
        own = len(node.text or "")
        after = len(node.tail or "") if node is not element else 0
        found += own if own >= _RUNNING or node.tag == "p" else 0
        found += after if after >= _RUNNING or (after and node.getparent().tag == "p") else 0
    return found


def without_lines(
    paragraphs: list[str], headings: list[str], names: Iterable[str] = ()
) -> list[str]:
    """Return the paragraphs of an article without lines that belong to the page.

    Before the text: its headline with what stands above it, byline and date; after it: everything
    from a heading such as "Related stories" on, where only short lines follow; anywhere what was
    said before, word for word. A text is never emptied.

    Parameters
    ----------
    headings:
        Headlines under which the page knows the article.
    names:
        Its authors, whose names may stand alone before or after the text.
    """
    kept = [text for text in _once(paragraphs) if not is_line(text)]
    alone = {_bare(name) for name in names}
    kept = _from_first_sentence(kept, {_bare(heading) for heading in headings}, alone)
    kept = _until_the_end(kept)
    while len(kept) > 1 and _bare(kept[-1]) in alone:
        kept.pop()
    return kept or paragraphs


def _once(paragraphs: list[str]) -> Iterator[str]:
    """Yield paragraphs, those of a sentence's length once."""
    seen: set[str] = set()
    for text in paragraphs:
        if len(text) < _REPEATED or text not in seen:
            yield text
        seen.add(text)


def is_line(text: str) -> bool:
    """Say whether a paragraph is a line of the page and not of the article."""
    if len(text) <= _EAST_LIMIT and _is_eastern_line(text):
        return True
    if len(text) > _LIMIT:
        return False
    return _LINE.match(text) is not None or (len(text) <= 160 and _is_dateline(text))


def _is_eastern_line(text: str) -> bool:
    return (
        _LINE_EAST.match(text.lstrip("-–（(【[［●■▲▼◆* ")) is not None
        or _REPORTERS.match(text) is not None
        or _NO_COPY.search(text) is not None
    )


def _is_dateline(text: str) -> bool:
    """Say whether a paragraph is nothing but one or two dates with labels."""
    if not any(c.isdigit() for c in text):
        return False
    label = re.sub(r"^[^\d:：]{1,30}[:：]\s*", "", text)
    if len(text) <= 80 and (dates.parse(text) or dates.parse(label)) is not None:
        return True
    parts = re.split(r"(?=\b(?:updated|modified|last)\b)", text, flags=re.IGNORECASE)
    return len(parts) == 2 and all(dates.parse(part) is not None for part in parts)


def _from_first_sentence(paragraphs: list[str], headings: set[str], names: set[str]) -> list[str]:
    start = _headline_place(paragraphs, headings)
    for text in paragraphs[start : start + 6]:
        bare = _bare(text)
        if not (bare in headings or bare in names or _is_byline(text) or _is_role(text)):
            break
        start += 1
    return paragraphs[start:]


def _is_byline(text: str) -> bool:
    """Say whether a line before the text is a byline: "By Ilse Varga", "Von Ilse Varga"."""
    if len(text) > _LONGEST_BYLINE or not _BY.match(text):
        return False
    return bool(bylines.people([_MONTH_OR_NUMBER.split(text)[0]], publisher=None))


def _is_role(text: str) -> bool:
    """Say whether a line before the text is what its writer is: "Executive News Editor"."""
    words = text.split()
    return (
        1 < len(words) <= _MOST_WORDS_OF_A_ROLE
        and all(word[0].isupper() for word in words)
        and bylines.is_role(words[-1])
        and not _SENTENCE_END.search(text)
    )


def _headline_place(paragraphs: list[str], headings: set[str]) -> int:
    """Return where the headline stands below short lines (section, kicker), else 0."""
    for place, text in enumerate(paragraphs[:_LINES_ABOVE]):
        if _bare(text) in headings:
            return place
        if len(text) > _KICKER or _SENTENCE_END.search(text):
            break
    return 0


def _until_the_end(paragraphs: list[str]) -> list[str]:
    for place in range(len(paragraphs) - 1, len(paragraphs) // 2, -1):
        if _END.fullmatch(clean(paragraphs[place])):
            rest = paragraphs[place + 1 :]
            if sum(map(len, rest)) < sum(map(len, paragraphs[:place])) / 2:
                return _until_the_end(paragraphs[:place])
    return paragraphs


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
