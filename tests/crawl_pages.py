# ruff: noqa: E501 - mark-up and words of other scripts stand as they are written
"""Invented pages in the mark-up of the content systems that our sources run on, with their truth.

Each page states its facts the way one family of sites does: JSON-LD graphs, meta elements, visible
datelines, script data; around the article stands what such sites put there. Names and events are
invented. ``PAGES`` is what the unit tests and the scorer ``crawl`` of ``tests.eval`` go through.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape

URL = "https://www.example-courier.com/world/2026/04/24/orvane-labs-denies-copying"
TITLE = "Orvane Labs denies copying rival’s models after ministry complaint"
BODY = (
    "LARNVIK — Orvane Labs on Friday denied that it had trained its newest model on answers taken"
    " from a competitor, two days after the trade ministry filed a formal complaint.",
    "“The allegation is without any basis,” a spokeswoman for the company, Maren Tolvik, told"
    " reporters outside the headquarters. “We trained on licensed data and on our own.”",
    "The ministry said in a nine-page letter that more than 40,000 accounts had been used to collect"
    " answers between January and March. It did not publish the account list.",
    "Officials in two other countries said they were aware of the letter but had not seen evidence"
    " of their own. A hearing has been set for June 12, according to the court’s calendar.",
    "The company’s shares fell 3.1% in early trading before recovering most of the loss. Analysts at"
    " Brandt & Lysne wrote that the dispute could delay a planned listing by several months.",
    "Lawmakers from both parties asked the regulator to explain by the end of the month what it"
    " knew and when, in a letter that was published late on Thursday.",
)
NAV = (
    "<header><nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li>"
    "<li><a href='/business'>Business</a></li></ul></nav></header>"
)
RELATED = (
    "<aside class='related-articles'><h3>Related stories</h3><ul>"
    "<li><a href='/a1'>Harbour strike enters its third week as talks stall again</a>"
    "<time datetime='2026-04-20T06:00:00Z'>April 20</time></li>"
    "<li><a href='/a2'>Regulator fines three brokers over late trade reports</a></li></ul></aside>"
)
NEWSLETTER = (
    "<div class='newsletter-signup'><p>Sign up for our morning briefing and never miss a story.</p>"
    "<form><input name='email'></form></div>"
)
FOOTER = (
    "<footer><p>© 2026 Example Courier Media Group. All rights reserved.</p>"
    "<p><a href='/terms'>Terms</a> <a href='/privacy'>Privacy policy</a></p></footer>"
)


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page and what is to be read from it; ``None`` for what the page does not state."""

    name: str
    html: str
    url: str = URL
    title: str = TITLE
    authors: tuple[str, ...] = ()
    published: str | None = None  # ISO 8601 with offset
    precision: str = "second"
    modified: str | None = None
    body: tuple[str, ...] = BODY
    publisher: str | None = None
    language: str | None = "en"
    kind: str | None = None
    paywalled: bool | None = None
    zone: str | None = None
    absent: tuple[str, ...] = field(default=("Harbour strike", "morning briefing", "All rights"))


def f1(text: str, truth: str) -> float:
    """Return how far two texts hold the same words, in any order; an ideograph is a word."""
    got, gold = _words(text), _words(truth)
    shared = sum((got & gold).values())
    return 2 * shared / (sum(got.values()) + sum(gold.values())) if shared else 0.0


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+", text.lower()))


def paragraphs(body: tuple[str, ...] = BODY, between: str = "") -> str:
    return between.join(f"<p>{escape(text, quote=False)}</p>\n" for text in body)


def ld(value: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(value, ensure_ascii=False)}</script>"


def meta(**values: str) -> str:
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{escape(value)}">'
        for name, value in values.items()
    )


def page(head: str, body: str, *, lang: str = "en", title: str | None = None) -> str:
    shown = escape(f"{TITLE} | Example Courier" if title is None else title)
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>{shown}</title>"
        f"{head}</head><body>{NAV}{body}{FOOTER}</body></html>"
    )


def _wordpress() -> TruePage:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "@id": f"{URL}/#article",
                "isPartOf": {"@id": f"{URL}/"},
                "author": [{"@id": "https://www.example-courier.com/#/schema/person/91f"}],
                "headline": TITLE,
                "datePublished": "2026-04-24T13:05:11+00:00",
                "dateModified": "2026-04-24T15:20:00+00:00",
                "wordCount": 211,
                "publisher": {"@id": "https://www.example-courier.com/#organization"},
                "inLanguage": "en-US",
            },
            {"@type": "WebPage", "@id": f"{URL}/", "url": f"{URL}/", "name": f"{TITLE} - Courier"},
            {
                "@type": "Organization",
                "@id": "https://www.example-courier.com/#organization",
                "name": "Example Courier",
            },
            {
                "@type": "Person",
                "@id": "https://www.example-courier.com/#/schema/person/91f",
                "name": "Ilse Varga",
            },
        ],
    }
    body = (
        f"<main><article class='post type-post'><header class='entry-header'>"
        f"<h1 class='entry-title'>{TITLE}</h1><div class='entry-meta'><span class='posted-on'>"
        "<time class='entry-date published' datetime='2026-04-24T09:05:11-04:00'>April 24, 2026"
        "</time></span><span class='byline'> by <span class='author vcard'><a>Ilse Varga</a></span>"
        f"</span></div></header><div class='entry-content'>{paragraphs()}"
        "<div class='sharedaddy'><h3>Share this:</h3><ul><li>Facebook</li><li>Twitter</li></ul>"
        f"</div></div></article></main><aside id='secondary' class='widget-area'>{RELATED}</aside>"
        "<section id='comments'><h2>3 Comments</h2><ol><li><p>They would say that, I suppose.</p>"
        "</li></ol></section>"
    )
    return TruePage(
        "wordpress with a graph",
        page(ld(graph) + meta(og__title=f"{TITLE} - Example Courier"), body),
        authors=("Ilse Varga",),
        published="2026-04-24T13:05:11+00:00",
        modified="2026-04-24T15:20:00+00:00",
        publisher="Example Courier",
        kind="news",
        absent=("Harbour strike", "All rights", "Share this", "They would say"),
    )


def _arc() -> TruePage:
    block = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2026-04-24T13:05:11.402Z",
        "dateModified": "2026-04-24T15:20:00.000Z",
        "author": [
            {"@type": "Person", "name": "Ilse Varga"},
            {"@type": "Person", "name": "Ed Noor"},
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Example Post"},
        "isAccessibleForFree": False,
    }
    half = paragraphs(BODY[:3]), paragraphs(BODY[3:])
    advert = "<div class='ad-wrapper'><p>Advertisement</p></div>"
    body = (
        f"<main><article data-qa='main'><h1 data-qa='headline'>{TITLE}</h1><h2 class='subheadline'>"
        "The complaint is the first of its kind, and it may not be the last</h2>"
        "<div data-qa='attribution'>By <a rel='author'>Ilse Varga</a> and <a rel='author'>Ed Noor</a>"
        "</div><div class='display-date'>Today at 9:05 a.m. EDT</div>"
        f"<div class='article-body'>{half[0]}{advert}<figure><img><figcaption>Maren Tolvik outside"
        f" the headquarters. (Photo by Ana Lund/Example Post)</figcaption></figure>{half[1]}"
        f"{NEWSLETTER}</div></article></main>{RELATED}"
    )
    return TruePage(
        "arc publishing with a standfirst",
        page(ld([block]) + meta(og__title=TITLE), body),
        authors=("Ilse Varga", "Ed Noor"),
        published="2026-04-24T13:05:11+00:00",
        modified="2026-04-24T15:20:00+00:00",
        publisher="The Example Post",
        kind="news",
        paywalled=True,
        body=("The complaint is the first of its kind, and it may not be the last", *BODY),
        absent=("Harbour strike", "morning briefing", "Advertisement"),
    )


def _agency() -> TruePage:
    block = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2026-04-24T09:05:11-04:00",
        "author": [
            {"@type": "Person", "name": "By Ilse Varga and Ed Noor, Reuters"},
            {"@type": "Organization", "name": "Reuters"},
        ],
        "publisher": {"@type": "Organization", "name": "Example Courier"},
    }
    body = (
        f"<article><h1>{TITLE}</h1><p class='byline'>By Ilse Varga and Ed Noor, Reuters</p>"
        f"{paragraphs()}<p><em>(Reporting by Ilse Varga in Larnvik; editing by Ed Noor)</em></p>"
        f"</article>{RELATED}"
    )
    return TruePage(
        "people and an agency in one byline",
        page(ld(block), body),
        authors=("Ilse Varga", "Ed Noor"),
        published="2026-04-24T13:05:11+00:00",
        publisher="Example Courier",
        kind="news",
        body=(*BODY, "(Reporting by Ilse Varga in Larnvik; editing by Ed Noor)"),
    )


def _drupal_government() -> TruePage:
    body = (
        "<main id='main-content'><div class='block-page-title'><h1 class='page-title'><span>"
        f"{TITLE}</span></h1></div><article class='node node--type-press-release'><div class='field"
        " field--name-field-date'><div class='field__label'>Date</div><div class='field__item'>"
        "<time datetime='2026-04-24T14:00:00Z' class='datetime'>Friday, April 24, 2026 - 10:00</time>"
        "</div></div><div class='field field--name-body field__item'><p>FOR IMMEDIATE RELEASE</p>"
        f"{paragraphs()}</div></article></main>"
    )
    return TruePage(
        "drupal of a ministry",
        page(
            meta(og__site_name="Ministry of Trade", og__type="article"),
            body,
            title=f"{TITLE} | Ministry of Trade",
        ),
        url="https://www.trade.example.gov/news/press-releases/orvane-letter",
        published="2026-04-24T14:00:00+00:00",
        publisher="Ministry of Trade",
        kind="press-release",
        absent=("All rights",),
    )


def _drupal_local() -> TruePage:
    body = (
        f"<div id='content'><h1>{TITLE}</h1><div class='date-display'>Friday, April 24, 2026 - 10:00"
        f"</div><div class='body-field'>{paragraphs()}</div></div>"
    )
    return TruePage(
        "a visible clock time in the publisher's zone",
        page("", body),
        published="2026-04-24T14:00:00+00:00",
        precision="minute",
        zone="America/New_York",
        absent=("All rights",),
    )


def _visible_zone() -> TruePage:
    block = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-04-24"}
    body = (
        f"<article><h1>{TITLE}</h1><div class='byline-wrap'><span class='byline__name'>By Ilse Varga"
        "</span> <span class='timestamp'>Published 9:05 AM EDT, Fri April 24, 2026</span></div>"
        f"{paragraphs()}</article>{RELATED}"
    )
    return TruePage(
        "a day in JSON-LD, clock and zone in the line under the headline",
        page(ld(block), body),
        authors=("Ilse Varga",),
        published="2026-04-24T13:05:00+00:00",
        precision="minute",
        kind="news",
    )


def _published_and_updated() -> TruePage:
    body = (
        f"<article><header><h1>{TITLE}</h1><p class='author'>Ilse Varga</p><p class='dates'>"
        "<span>Published: April 24, 2026 9:05am ET</span> <span>Updated: April 24, 2026 11:20am ET"
        f"</span></p></header>{paragraphs()}</article>"
    )
    return TruePage(
        "two visible times with labels",
        page("", body),
        authors=("Ilse Varga",),
        published="2026-04-24T13:05:00+00:00",
        modified="2026-04-24T15:20:00+00:00",
        precision="minute",
        absent=("All rights", "Updated:"),
    )


def _microdata() -> TruePage:
    body = (
        "<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>"
        f"{TITLE}</h1><span itemprop='author' itemscope itemtype='https://schema.org/Person'>"
        "<span itemprop='name'>Ilse Varga</span></span><meta itemprop='datePublished'"
        " content='2026-04-24T15:05:11+02:00'><meta itemprop='dateModified'"
        " content='2026-04-24T17:20:00+02:00'><span itemprop='publisher' itemscope>"
        "<meta itemprop='name' content='Example Courier'></span>"
        f"<div itemprop='articleBody'>{paragraphs()}</div></div>{RELATED}"
    )
    return TruePage(
        "microdata",
        page("", body),
        authors=("Ilse Varga",),
        published="2026-04-24T13:05:11+00:00",
        modified="2026-04-24T15:20:00+00:00",
        publisher="Example Courier",
        kind="news",
    )


def _next_data() -> TruePage:
    data = {
        "props": {
            "pageProps": {
                "article": {
                    "headline": TITLE,
                    "slug": "orvane-labs-denies-copying",
                    "publishedAt": "2026-04-24T13:05:11.000Z",
                    "updatedAt": "2026-04-24T15:20:00.000Z",
                    "authors": [{"name": "Ilse Varga", "slug": "ilse"}],
                    "body": [{"type": "paragraph", "text": text} for text in BODY],
                }
            }
        }
    }
    script = f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps(data)}</script>"
    body = (
        f"<div id='__next'><main><h1>{TITLE}</h1><div class='skeleton'></div></main></div>{script}"
    )
    return TruePage(
        "a page whose article is in its script only",
        page(meta(og__title=TITLE), body),
        authors=("Ilse Varga",),
        published="2026-04-24T13:05:11+00:00",
        modified="2026-04-24T15:20:00+00:00",
    )


def _amp() -> TruePage:
    block = {
        "@type": "NewsArticle",
        "mainEntityOfPage": URL,
        "headline": TITLE[:60],
        "datePublished": "2026-04-24T09:05:11-0400",
        "author": {"@type": "Person", "name": ["Ilse Varga"]},
        "publisher": {"@type": "Organization", "name": "Example Courier"},
    }
    body = (
        f"<amp-sidebar><ul><li>World</li></ul></amp-sidebar><article><h1>{TITLE}</h1>"
        f"<amp-img></amp-img>{paragraphs()}<amp-ad></amp-ad></article>{RELATED}"
    )
    return TruePage(
        "amp, headline cut off in JSON-LD",
        page(ld(block), body, title=TITLE),
        url=URL + "/amp",
        authors=("Ilse Varga",),
        published="2026-04-24T13:05:11+00:00",
        publisher="Example Courier",
        kind="news",
    )


def _metas() -> TruePage:
    head = (
        '<meta name="parsely-title" content="' + escape(TITLE) + '">'
        '<meta name="parsely-pub-date" content="2026-04-24T13:05:11Z">'
        '<meta name="parsely-author" content="Ilse Varga">'
        '<meta name="parsely-author" content="Ed Noor">'
        '<meta property="og:site_name" content="Example Courier">'
        '<meta property="og:title" content="Why Orvane Labs says it never copied">'
        '<meta name="author" content="Example Courier Staff">'
    )
    body = f"<div class='story'><h1>{TITLE}</h1><div class='story-text'>{paragraphs()}</div></div>"
    return TruePage(
        "meta elements of an analytics tool",
        page(head, body + RELATED),
        authors=("Ilse Varga", "Ed Noor"),
        published="2026-04-24T13:05:11+00:00",
        publisher="Example Courier",
    )


CHINESE = (
    "新华社拉恩维克4月24日电，奥尔文实验室星期五否认使用竞争对手的回答训练其最新模型。",
    "该公司发言人马伦·托尔维克在总部外对记者说：“这一指控毫无根据。我们使用的是授权数据和自有数据。”",
    "贸易部在一封长达九页的信中称，今年1月至3月间有4万多个账号被用来收集回答，但没有公布账号名单。",
    "另外两个国家的官员表示，他们知道这封信，但没有看到自己的证据。法院日程显示，听证会定于6月12日举行。",
)
CHINESE_TITLE = "奥尔文实验室否认抄袭对手模型"


def _chinese() -> TruePage:
    body = (
        f"<div class='w1000'><div class='path'>当前位置：<a>首页</a> &gt; <a>国际</a></div>"
        f"<h1>{CHINESE_TITLE}</h1><div class='info'>2026年04月24日 10:30　来源：新华社　作者：林小川"
        f"</div><div id='content' class='article'>{paragraphs(CHINESE)}"
        "<p class='editor'>责任编辑：王一</p></div>"
        "<div class='share'>分享到：微信 微博</div><div class='relate'><h3>相关新闻</h3><ul>"
        "<li><a href='/1'>港口罢工进入第三周，谈判再度停滞</a></li></ul></div></div>"
    )
    return TruePage(
        "chinese portal, date with source and author",
        page("", body, lang="zh-CN", title=f"{CHINESE_TITLE}_示例网"),
        url="https://www.example-news.cn/2026-04/24/c_1130001.htm",
        title=CHINESE_TITLE,
        authors=("林小川",),
        published="2026-04-24T02:30:00+00:00",
        precision="minute",
        body=CHINESE,
        language="zh",
        zone="Asia/Shanghai",
        absent=("港口罢工", "分享到"),
    )


def _chinese_government() -> TruePage:
    head = (
        '<meta name="ArticleTitle" content="' + CHINESE_TITLE + '">'
        '<meta name="PubDate" content="2026-04-24 10:30:00">'
        '<meta name="ContentSource" content="贸易部">'
        '<meta name="SiteName" content="贸易部网站">'
    )
    body = (
        f"<div class='title'><h1>{CHINESE_TITLE}</h1></div><div class='pages-date'>2026-04-24 10:30"
        f" <span>来源：贸易部</span></div><div class='TRS_Editor'>{paragraphs(CHINESE)}</div>"
    )
    return TruePage(
        "chinese ministry",
        page(head, body, lang="zh-CN", title=CHINESE_TITLE),
        url="https://www.mot.example.gov.cn/xw/202604/t20260424_1189.html",
        title=CHINESE_TITLE,
        published="2026-04-24T02:30:00+00:00",
        body=CHINESE,
        language="zh",
        publisher="贸易部网站",
        zone="Asia/Shanghai",
        absent=("All rights",),
    )


JAPANESE = (
    "オルヴァネ研究所は24日、競合企業の回答を使って最新モデルを訓練したとの指摘を否定した。",
    "同社の広報担当、マレン・トルヴィク氏は本社前で記者団に「根拠のない主張だ。使用したのは許諾済みのデータと自社のデータだ」と述べた。",
    "通商省は9ページの書簡で、1月から3月にかけて4万を超えるアカウントが回答の収集に使われたと主張した。アカウントの一覧は公表していない。",
    "裁判所の日程によると、審理は6月12日に開かれる予定だ。",
)


def _japanese() -> TruePage:
    title = "オルヴァネ研究所、模倣を否定 通商省の申し立てで"
    body = (
        f"<main><article><h1>{title}</h1><p class='date'>2026年4月24日 午後3時30分</p>"
        "<p class='writer'>記者　山本一郎</p>"
        f"<div class='article-body'>{paragraphs(JAPANESE)}</div>"
        "<p>この記事は有料会員限定です。残り1200文字</p></article>"
        "<aside><h2>関連記事</h2><ul><li><a href='/2'>港湾スト、3週目に</a></li></ul></aside></main>"
    )
    return TruePage(
        "japanese daily with a clock in words",
        page("", body, lang="ja", title=f"{title}：例新聞デジタル"),
        url="https://www.example-shimbun.jp/articles/ASV4S1.html",
        title=title,
        authors=("山本一郎",),
        published="2026-04-24T06:30:00+00:00",
        precision="minute",
        body=JAPANESE,
        language="ja",
        zone="Asia/Tokyo",
        absent=("港湾スト",),
    )


KOREAN = (
    "오르바네 연구소는 24일 경쟁사의 답변으로 최신 모델을 학습시켰다는 주장을 부인했다.",
    "회사 대변인 마렌 톨비크는 본사 앞에서 기자들에게 “근거 없는 주장이다. 허가받은 자료와 자체 자료로 학습했다”고 말했다.",
    "통상부는 9쪽 분량의 서한에서 1월부터 3월까지 4만 개가 넘는 계정이 답변 수집에 쓰였다고 밝혔다. 계정 목록은 공개하지 않았다.",
    "법원 일정에 따르면 심리는 6월 12일에 열린다.",
)


def _korean() -> TruePage:
    title = "오르바네 연구소, 경쟁사 모델 베끼기 부인"
    body = (
        f"<div id='container'><h3 class='tit_view'>{title}</h3><h1 style='display:none'>예시일보</h1>"
        "<span class='info_view'><span class='txt_info'>김하나 기자</span>"
        "<span class='txt_info'>입력 <span class='num_date'>2026. 4. 24. 15:30</span></span></span>"
        f"<div class='article_view'><section>{paragraphs(KOREAN)}"
        "<p>김하나 기자 hana@example.kr</p><p>저작권자 ⓒ 예시일보. 무단전재 및 재배포 금지</p></section>"
        "</div></div>"
    )
    return TruePage(
        "korean portal",
        page(meta(og__title=title), body, lang="ko", title=f"{title} | 예시일보"),
        url="https://v.example.kr/v/20260424153000123",
        title=title,
        authors=("김하나",),
        published="2026-04-24T06:30:00+00:00",
        precision="minute",
        body=KOREAN,
        language="ko",
        zone="Asia/Seoul",
        absent=("무단전재",),
    )


def _live() -> TruePage:
    block = {
        "@type": "LiveBlogPosting",
        "headline": TITLE,
        "datePublished": "2026-04-24T08:00:00Z",
        "dateModified": "2026-04-24T15:20:00Z",
        "author": [{"@type": "Person", "name": "Ilse Varga"}],
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": "Shares recover",
                "datePublished": "2026-04-24T15:20:00Z",
                "articleBody": BODY[4],
            },
            {"@type": "BlogPosting", "headline": "Denial", "articleBody": BODY[1]},
        ],
    }
    posts = "".join(
        f"<div class='block' id='b{n}'><p class='block-time'><time datetime='2026-04-24T1{n}:00:00Z'>"
        f"1{n}.00 BST</time></p><h2>Update {n}</h2><p>{text}</p></div>"
        for n, text in enumerate(BODY)
    )
    return TruePage(
        "live blog",
        page(ld(block), f"<main><article><h1>{TITLE}</h1>{posts}</article></main>{RELATED}"),
        authors=("Ilse Varga",),
        published="2026-04-24T08:00:00+00:00",
        modified="2026-04-24T15:20:00+00:00",
        kind="live",
        body=tuple(text for n, body in enumerate(BODY) for text in (f"Update {n}", body)),
    )


def _teaser() -> TruePage:
    block = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2026-04-24T13:05:11Z",
        "isAccessibleForFree": "False",
        "hasPart": {
            "@type": "WebPageElement",
            "isAccessibleForFree": "False",
            "cssSelector": ".pay",
        },
        "author": {"@type": "Person", "name": "Ilse Varga"},
    }
    body = (
        f"<article><h1>{TITLE}</h1>{paragraphs(BODY[:2])}<div class='paywall-barrier'>"
        "<h2>Subscribe to read the full story</h2><p>Already a subscriber? Sign in.</p>"
        "<p>Get unlimited access for $1 a week. Cancel anytime.</p></div></article>"
    )
    return TruePage(
        "teaser before a paywall",
        page(ld(block), body),
        authors=("Ilse Varga",),
        published="2026-04-24T13:05:11+00:00",
        body=BODY[:2],
        kind="news",
        paywalled=True,
        absent=("Subscribe to read", "Cancel anytime", "All rights"),
    )


def _guardian_like() -> TruePage:
    body = (
        f"<main><article><div data-gu-name='headline'><h1>{TITLE}</h1></div>"
        "<div data-gu-name='standfirst'><p>Spokeswoman says data was licensed; hearing set for June"
        "</p></div><address aria-label='Contributor info'><a rel='author'>Ilse Varga</a> in Larnvik"
        "</address><details><summary>Fri 24 Apr 2026 14.05 BST</summary>First published on Fri 24"
        f" Apr 2026 13.40 BST</details><div id='maincontent'>{paragraphs()}</div></article></main>"
    )
    return TruePage(
        "times with dots, the first one in the details",
        page(meta(article__modified_time="2026-04-24T13:05:00.000Z"), body),
        authors=("Ilse Varga",),
        published="2026-04-24T12:40:00+00:00",
        modified="2026-04-24T13:05:00+00:00",
        precision="minute",
        body=("Spokeswoman says data was licensed; hearing set for June", *BODY),
        absent=("All rights", "First published"),
    )


def _breaks() -> TruePage:
    text = "<br><br>\n".join(escape(t, quote=False) for t in BODY)
    body = (
        f"<table><tr><td class='headline'><h1>{TITLE}</h1></td></tr><tr><td>By ILSE VARGA<br>"
        f"<small>April 24, 2026, 9:05 a.m. ET</small><br><br>{text}</td></tr></table>"
    )
    return TruePage(
        "an old page of tables and breaks",
        page("", body),
        authors=("Ilse Varga",),
        published="2026-04-24T13:05:00+00:00",
        precision="minute",
        absent=("All rights",),
    )


def _lists_and_quotes() -> TruePage:
    items = ("Stop collecting answers through accounts of others", "Publish the list of data sets")
    tail = "The letter gives the company thirty days to answer, which ends on May 23."
    body = (
        f"<article><h1>{TITLE}</h1><p class='byline'>By Ilse Varga</p>{paragraphs()}"
        "<h2>What the ministry wants</h2><ul>"
        + "".join(f"<li>{item}</li>" for item in items)
        + f"</ul><blockquote><p>We will not wait until the summer.</p></blockquote><p>{tail}</p>"
        f"</article>{RELATED}"
    )
    quote = "We will not wait until the summer."
    return TruePage(
        "subheadings, lists and block quotes",
        page(meta(article__published_time="2026-04-24T13:05:11Z"), body),
        authors=("Ilse Varga",),
        published="2026-04-24T13:05:11+00:00",
        body=(*BODY, "What the ministry wants", *items, quote, tail),
    )


def _placed_times() -> TruePage:
    block = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2026-04-24T09:05:11",
        "dateModified": "2026-04-24T11:20:00",
        "author": "Ilse Varga, Ed Noor",
    }
    return TruePage(
        "JSON-LD without an offset",
        page(ld(block), f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"),
        authors=("Ilse Varga", "Ed Noor"),
        published="2026-04-24T13:05:11+00:00",
        modified="2026-04-24T15:20:00+00:00",
        kind="news",
        zone="America/New_York",
        absent=("All rights",),
    )


def _offset_elsewhere() -> TruePage:
    block = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-04-24T09:05:11"}
    head = ld(block) + meta(article__published_time="2026-04-24T09:05:11-04:00")
    return TruePage(
        "the offset stands in a meta element",
        page(head, f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"),
        published="2026-04-24T13:05:11+00:00",
        kind="news",
        absent=("All rights",),
    )


def _blog() -> TruePage:
    body = (
        f"<div class='post-header'><h1 class='post-title'>{TITLE}</h1><div class='post-meta'>"
        "<span>Apr 24, 2026</span> · <span>6 min read</span></div></div>"
        f"<div class='post-content'>{paragraphs()}</div><div class='related-posts'>{RELATED}</div>"
    )
    return TruePage(
        "a company's blog with a day only",
        page(meta(og__site_name="Orvane Labs"), body, title=f"{TITLE} \\ Orvane Labs"),
        url="https://www.orvane.example/blog/we-did-not-copy",
        published="2026-04-24T00:00:00+00:00",
        precision="day",
        publisher="Orvane Labs",
        kind="blog",
    )


def _spa_json_ld() -> TruePage:
    block = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "Fri Apr 24 2026 09:05:11 GMT-0400 (Eastern Daylight Time)",
        "articleBody": "\n".join(BODY),
        "author": {"@type": "Person", "name": "VARGA, Ilse"},
        "publisher": {"name": "Example Courier"},
    }
    return TruePage(
        "an empty page with everything in JSON-LD",
        page(ld(block), f"<div id='root'><h1>{TITLE}</h1></div>"),
        authors=("Ilse Varga",),
        published="2026-04-24T13:05:11+00:00",
        publisher="Example Courier",
        kind="news",
        absent=("All rights",),
    )


def _bylines_with_roles() -> TruePage:
    body = (
        f"<article><h1>{TITLE}</h1><div class='byline'><div class='byline-name'>Ilse Varga</div>"
        "<div class='byline-role'>Technology Correspondent</div><div>@ilsevarga</div></div>"
        f"<time datetime='2026-04-24T14:05:11+01:00'>24 April 2026</time>{paragraphs()}</article>"
    )
    return TruePage(
        "a byline with a role",
        page('<meta name="author" content="https://www.example-courier.com/staff/iv">', body),
        authors=("Ilse Varga",),
        published="2026-04-24T13:05:11+00:00",
        absent=("All rights", "Technology Correspondent"),
    )


def _captions() -> TruePage:
    figure = (
        "<figure><img src='/x.jpg'><figcaption>A view of the harbour of Larnvik on a clear morning."
        " Photograph: Ana Lund/Example Pictures</figcaption></figure>"
    )
    promo = (
        "<p class='inline-promo'><strong>READ MORE:</strong> <a href='/a'>Ten facts on data</a></p>"
    )
    body = (
        f"<article><h1>{TITLE}</h1>{figure}{paragraphs(BODY[:2])}{promo}{paragraphs(BODY[2:4])}"
        f"{figure}{NEWSLETTER}{paragraphs(BODY[4:])}<div class='tags'><a>Models</a> <a>Trade</a></div>"
        "<div class='author-bio'><p>Ilse Varga writes about courts and has covered Larnvik for ten"
        " years.</p></div></article>"
    )
    block = {"@type": "Article", "headline": TITLE, "datePublished": "2026-04-24T13:05:11Z",
             "author": {"name": "Ilse Varga"}}  # fmt: skip
    return TruePage(
        "captions, promotions and a note on the author",
        page(ld(block), body),
        authors=("Ilse Varga",),
        published="2026-04-24T13:05:11+00:00",
        kind="article",
        absent=("All rights", "morning briefing", "Ten facts", "covered Larnvik", "Ana Lund"),
    )


PAGES = (
    _wordpress(), _arc(), _agency(), _drupal_government(), _drupal_local(), _visible_zone(),
    _published_and_updated(), _microdata(), _next_data(), _amp(), _metas(), _chinese(),
    _chinese_government(), _japanese(), _korean(), _live(), _teaser(), _guardian_like(), _breaks(),
    _lists_and_quotes(), _placed_times(), _offset_elsewhere(), _blog(), _spa_json_ld(),
    _bylines_with_roles(), _captions(),
)  # fmt: skip
