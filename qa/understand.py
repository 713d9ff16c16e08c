"""A question to typed values: places, period, review or plan, kind of answer, topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.followup import standalone_question
from qa.kinds import Wanted, wanted
from qa.normalise import normalise
from qa.places import Gazetteer, from_greater, only_greater
from qa.present import Calendar, Present
from qa.types import History, Understood
from qa.when import YEAR, question_aspect, question_when

__all__ = [
    "Reading",
    "normalise",
    "question_aspect",
    "question_report_kind",
    "strip_topic",
    "understand",
]

#: Words that only ask; they say nothing of the topic.
_ASKING = re.compile(
    r"请问|请教|我想知道|想知道|告诉我|帮我查(?:一下)?|查(?:一下|询)|了解一下|到底|究竟|大概|大约|一共|总共|"
    r"多少个?|几个|有几|哪[一二两三四五六七八九几个些家位座条项里儿年天月日]+|什么时候|什么|为什么|为啥|怎么样?|如何|何时|是否|"
    r"是多少|有多少|分别|各是|是啥|是谁|谁|啥|叫什么|吗|呢|吧|呀|啊|一下|的话|多[大高长远]|[我咱俺](?:们这?)?[省市区县州旗盟]|咋样|"
    r"(?<![日基])本[省市区县州旗盟](?![级场面科民])"
)
#: A year, or one end of 2019年至2021年, as it stands in a question.
_YEARS = re.compile(
    rf"(?:(?<=[年\d]) ?[到至] ?(?=(?:19|20)\d\d))?{YEAR.pattern}[-—~～]?(?:年度?)?(?:底|末|初)?"
)
#: What only a question about what was done says; 到2030年底有多少 asks for what is planned.
_HAPPENED = re.compile(r"了(?!解)|过(?=[多几]|$|百)|已经?|实际|取得|完成情况")
#: Words by which a question names a kind of report, by kind; the first that fits counts.
_REPORT_KINDS = (
    ("统计公报", re.compile(r"公报")),
    ("规划纲要", re.compile(r"规划纲要|五年规划|远景目标纲要")),
    ("人大常委会工作报告", re.compile(r"人大(?:常委会)?(?:工作)?报告|人民代表大会常务委员会")),
    ("政协常委会工作报告", re.compile(r"政协|政治协商会议|提案|议政|协商议事|界别")),
    ("政府工作报告", re.compile(r"政府(?:的)?(?:工作)?报告|管委会(?:的)?(?:工作)?报告")),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An understood question with what only retrieval and reading need.

    `unknown` are places that the library has no report of, `years` every single year that the
    question names, `explicit_period` says whether it named its period, `greater` are places that
    have no report of their own, for which those that lie in them stand (砚川市: 砚川市苇港区).
    """

    understood: Understood
    wanted: Wanted
    unknown: tuple[str, ...]
    years: tuple[int, ...]
    explicit_period: bool
    greater: tuple[str, ...] = ()


def understand(
    question: str,
    gazetteer: Gazetteer,
    history: History = (),
    *,
    newest: int | None = None,
    calendar: Calendar | None = None,
) -> Reading:
    """Read a question in its talk.

    去年 and 今年 mean the years that the newest report (of the places asked about, where there
    are any) reviews and plans, as `calendar` knows them; `newest` is that year for callers
    without reports. Without either such words say nothing.
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
    aspect = question_aspect(standalone)
    present = Present(newest, newest) if newest is not None else None
    present = calendar.at(places) if calendar else present
    when = question_when(standalone, aspect, present)
    ahead = bool(when.period and present and when.period.first > present.year)
    if ahead and not _HAPPENED.search(standalone):
        aspect = "plan"  # Of a year that no report reaches there is nothing but plans.
    need = wanted(standalone)
    topic = strip_topic(standalone, [(from_greater(standalone, m), m.end) for m in mentions])
    understood = Understood(
        places=places,
        period=replace(when.period, aspect=aspect) if when.period else None,
        aspect=aspect,
        answer_kind=need.kind,
        standalone=standalone,
        topic=topic,
        report_kind=question_report_kind(standalone),
    )
    explicit = when.explicit and when.period is not None
    greater = tuple(mention.text for mention in mentions if only_greater(mention))
    return Reading(understood, need, unknown, when.years, explicit, greater)


def question_report_kind(text: str) -> str | None:
    """The kind of report (one of `index.types.KINDS`) that a question names, or None.

    A question about the 政协 and its proposals means the report of its standing committee.
    """
    return next((kind for kind, pattern in _REPORT_KINDS if pattern.search(text)), None)


def strip_topic(text: str, spans: list[tuple[int, int]]) -> str:
    """What a question is about: without places, years and the words that only ask."""
    kept = "".join(
        " " if any(start <= i < end for start, end in spans) else char
        for i, char in enumerate(text)
    )
    kept = _YEARS.sub(" ", kept)
    kept = _ASKING.sub(" ", kept)
    return re.sub(r"[\s？?，,。、！!：:]+", " ", kept).strip(" 的了在是有那")
