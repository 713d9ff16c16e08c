"""A question to typed values: places, period, review or plan, kind of answer, topic."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from index.numerals import arabic_years, chinese_to_int
from index.periods import five_year_plan
from index.types import Aspect, Period
from qa.followup import standalone_question
from qa.kinds import Wanted, wanted
from qa.places import Gazetteer
from qa.types import History, Understood

#: Words that only ask; they say nothing of the topic.
_ASKING = re.compile(
    r"请问|请教|我想知道|想知道|告诉我|帮我查(?:一下)?|查(?:一下|询)|了解一下|到底|究竟|大概|大约|一共|总共|"
    r"多少个?|几个|有几|哪[一二两三四五六七八九几个些家位座条项里儿年天月日]+|什么时候|什么|为什么|为啥|怎么样?|如何|何时|是否|"
    r"是多少|有多少|分别|各是|是啥|是谁|谁|啥|叫什么|吗|呢|吧|呀|啊|一下|的话|多[大高长远]"
)
_PLAN_WORDS = re.compile(
    r"打算|计划|准备|目标|想[要让把在建]|想(?=[^象])|要(?=[建把新办修完培让给在做实达到增多提搞打开扶推])|争取|力争|将[要会]?|安排(?!了)|"
    r"今后|未来|下一步|预计要|预期|答应|承诺|盼|拟|部署(?!了)|规划|明年|新的一年"
)
_REVIEW_WORDS = re.compile(
    r"完成了?|实现了|建成了?|[了过](?=[多几]|$|百)|已经?|达到了|取得|去年|上年|过去|实际"
)
_RANGE = re.compile(r"((?:19|20)\d{2})年?(?:到|至|—|-|~|～)((?:19|20)\d{2})年?")
#: A number of four digits before a measure word is a count, not a year.
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?![\d.,%号多余万亿元个户人名家件亩吨])")
#: 21年 at the head of a question is 2021; 15年来, 20年间 are spans of time.
_SHORT_YEAR = re.compile(
    r"(?:^|(?<=[那和跟比到至]))(1[3-9]|2\d)年(?![来间前后内以期级限代]|的?(?:时间|历史))"
)
#: A five-year plan written without quotation marks (十三五建了多少).
_BARE_PLAN = re.compile(r"(?<![“一二三四五六七八九十])(十[一二三四五六]五)(?![”年个天月])")
_PAST_YEARS = re.compile(r"(?:过去|近|前|最近|这)(?:的)?([二两三四五六七八九十])年|([三五])年来")
_NEXT_YEARS = re.compile(r"(?:今后|未来|接下来|起的?|往后)(?:的)?([三五])年")


@dataclass(frozen=True, slots=True)
class Reading:
    """An understood question with what only retrieval and reading need.

    `named` are the words that named places, `unknown` places that the library has no report of,
    `years` every single year that the question names, `explicit` whether the period was named.
    """

    understood: Understood
    wanted: Wanted
    unknown: tuple[str, ...]
    years: tuple[int, ...]
    explicit_period: bool


def normalise(text: str) -> str:
    """Full-width digits and letters to half-width, years in characters to digits, spaces tidied."""
    # A lone surrogate (an argument that is not UTF-8) is no character that a model can take.
    clean = text.encode("utf-8", "replace").decode("utf-8")
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", clean)).strip()
    plain = _SHORT_YEAR.sub(r"20\1年", arabic_years(plain))
    return plain.replace("?", "？")


def understand(
    question: str,
    gazetteer: Gazetteer,
    history: History = (),
    *,
    newest: int | None = None,
) -> Reading:
    """Read a question in its talk; `newest` is the delivery year of the library's newest report.

    去年 and 今年 mean the years that the newest report reviews and plans, unless the talk says
    otherwise.
    """
    standalone = standalone_question(
        normalise(question), tuple((normalise(q), a) for q, a in history), gazetteer
    )
    mentions = gazetteer.find(standalone)
    places = tuple(dict.fromkeys(place for mention in mentions for place in mention.places))
    unknown = tuple(mention.text for mention in gazetteer.unknown(standalone))
    if not places and not unknown:
        # Where there is one place, a question that names none means that one.
        places = gazetteer.only
    period, years = question_period(standalone, newest)
    need = wanted(standalone)
    aspect = question_aspect(standalone)
    topic = strip_topic(standalone, [(m.start, m.end) for m in mentions])
    understood = Understood(
        places=places,
        period=Period(period.first, period.last, aspect) if period else None,
        aspect=aspect,
        answer_kind=need.kind,
        standalone=standalone,
        topic=topic,
    )
    return Reading(understood, need, unknown, years, period is not None)


def question_period(text: str, newest: int | None) -> tuple[Period | None, tuple[int, ...]]:
    """The years that a question is about, and every single year that it names."""
    years = tuple(int(year) for year in _YEAR.findall(text))
    if match := _RANGE.search(text):
        first, last = int(match.group(1)), int(match.group(2))
        if first <= last:
            return Period(first, last), years
    if years:
        return Period(min(years), max(years)), years
    marked = _BARE_PLAN.sub(r"“\1”", text)
    plans = [five_year_plan(part) for part in re.findall(r"[^”]*”", marked)] + [
        five_year_plan(marked)
    ]
    if found := [plan for plan in plans if plan]:
        return Period(min(first for first, _ in found), max(last for _, last in found)), ()
    if newest is None:
        return None, ()
    if match := _NEXT_YEARS.search(text):
        return Period(newest, newest + (chinese_to_int(match.group(1)) or 5) - 1), ()
    if match := _PAST_YEARS.search(text):
        count = chinese_to_int(match.group(1) or match.group(2)) or 5
        return Period(newest - count, newest - 1), ()
    if re.search(r"(?<!\d)前年", text):
        return Period(newest - 2, newest - 2), (newest - 2,)
    if re.search(r"去年|上一?年|过去的?一年", text):
        return Period(newest - 1, newest - 1), (newest - 1,)
    if re.search(r"今年|本年", text):
        return Period(newest, newest), (newest,)
    return None, ()


def question_aspect(text: str) -> Aspect | None:
    """Whether a question asks for what was planned or for what was done; None when unsaid."""
    if _PLAN_WORDS.search(text):
        return "plan"
    return "review" if _REVIEW_WORDS.search(text) else None


def strip_topic(text: str, spans: list[tuple[int, int]]) -> str:
    """What a question is about: without places, years and the words that only ask."""
    kept = "".join(
        " " if any(start <= i < end for start, end in spans) else char
        for i, char in enumerate(text)
    )
    kept = re.sub(rf"{_YEAR.pattern}年?(?:底|末|初)?", " ", kept)
    kept = _ASKING.sub(" ", kept)
    return re.sub(r"[\s？?，,。、！!：:]+", " ", kept).strip(" 的了在是有那")
