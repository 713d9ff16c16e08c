"""What a turn leaves out, read off its own words: nothing, its subject, or all but a year."""

from __future__ import annotations

import re

_C = r"[，,、。 ]?"
#: Words that only tie a turn to the talk.
LEADS = re.compile(
    r"^(?:那么?就?(?!时|次|年|[一二三两几个些家项条座里儿位边])|然后|另外(?![一二三两几])|再问一下|请问|对了|好的?|"
    rf"还有(?=[^哪谁什几多呢吗吧？])|换[成作]?|改成|看看|再看看?|再说说?|说说|接着){_C}"
)
#: Words that go back to an earlier topic.
BACK = re.compile(
    r"^(?:我们?)?(?:再?回到|再?说回|再看回|再?回过头来?看?|还是说|继续说)(?:(?:刚才|前面|之前|上面)(?:说|问|提到?|聊)?的?)?|"
    r"(?:刚才|前面|之前|上面|最开始|一开始)(?:我?(?:说|问|提|聊|讲)(?:到|过|起)?)的?|^刚才"
)
FIRST = re.compile(r"第一个(?:问题|话题)|(?:最|一)开始")
#: 它, 他们, 这个, 那家, 该: what they mean stands in the turns before.
PRONOUN = re.compile(
    r"它们?|他们?|她们?|(?:这|那|该)(?:[个些家项条座批次所位件种篇]|[两二三四五六七八九十几][个家项条座所位件种]?)|"
    r"(?:这|那)(?:里|儿|边)(?!面)|该(?=[项企公单])|此(?=[项事举])"
)
_REASON = re.compile(
    r"^(?:这|那)?(?:又|主要)?是?(?:因为)?(?:为什么|为啥|为何|什么原因|啥原因|什么缘故|怎么回事)|^(?:为什么|为啥|为何)|"
    r"^怎么(?:会|才|就|没|少|多|不|还)|因为(?:什么|啥)|^(?:什么|啥)原因|^原因"
)
_GROWTH = re.compile(
    r"^(?:又|同比|环比)?[比较](?:.{1,2}一?年|20\d\d年|同期)|^(?:又|同比|环比|共|一共|一?年)*(?:增长|增加|提高|提升|"
    r"上升|下降|减少|降低|涨|降|升)了?(?:多少|百分之|几|[？?]|$)"
)
_GOES_ON = re.compile(
    r"^[^，,的]{1,6}的(?:一共|总共)?(?:有|占|是)(?:多少|几)|"
    r"其中|这里面|(?:^|[，,])里面|上述|前者|后者|这方面|^还(?!是)|^后来|^随后|^结果|^之后|^此后|^后续|^当时|"
    r"^(?:另外|其余|剩下|其[他它])(?!地[方区])|^差的"
)
#: The turn asks of a later time than the turn before.
LATER = re.compile(r"后来|随后|之后|此后|现在|目前|如今|最近|后续")
#: Words that name no topic of their own: how one asks, counts, plans and does.
_LIGHT = re.compile(
    r"^[\u4e00-\u9fff]{2}了(?=多少|几)|(?:多少|几)(?:人次|公里|[\u4e00-\u9fff])?(?=[了的吗呢]?[？?]?$)|"
    r"多少个?|多[大高长远久]|第?[一二两三四五六七八九十几](?:个|件|项|条|家|位|所|座|户|处|名|种|期|批)?(?![区届院村])|哪[些个项条家里儿位年月天几]?|什么|谁|怎么样?|怎样|如何|为什么|为啥|"
    r"百分之|打算|计划|准备|预计|预期|目标|任务|指标|要求|实际上?|最[后终]|结果|总共|一共|合计|累计|当初|原[来先]?定?的?|"
    r"年[初底末中]|全年|完成|达[到成]|实现|降[到至低]|升[到至]|增[加长][到至了]?|提高到?|控制|做到|定[了的为]|还有|分别|大概|大约|"
    r"现在|目前|后来|同样|情况|数[字据量]|以[内上下]|当场|全[区市省县国]|到底|究竟|能|会|应该|有没有|没有?|"
    r"[的了在是有又再也还都就才各吗呢吧呀啊过要想把被给让与和跟对向为其个些底末约共来去到由于那这年月日号差占没]|"
    r"[？?，,、。；：“”\"《》（）() \d.%]"
)
#: Attributes: a question that names nothing else asks them of what the talk is about.
_ATTRIBUTE = re.compile(
    r"[增降涨]幅|增速|增量|占比|比重|比例|总[数量额价]|(?:总|完成)?投资|造价|规模|面积|全?长度?|装机|产[值量]|金额|资金|经费|财政|"
    r"人[次数]|户数|名[字称次]|原因|效果|成效|质量|惠及|受益|带动|涉及|覆盖|参[加与]|负责|居民|群众|群体|人员|"
    r"[一二三四五]期|(?:满意|办复|采[用纳]|入住|利用|合格|整改|转化|增长|完成|下降|失业)率|达标|超期|返工|分布|建成|排第|花费?|说|用时|投产|开工"
)
#: Topic words that a later turn's own word for plan or result takes the place of.
_ASPECT = re.compile(
    r"的?(?:预期)?(?:目标|计划|任务|打算|预计|实际|完成情况)(?:是|有|定)?|要(?=[建改新])"
)
_OWN_ASPECT = re.compile(r"目标|计划|打算|预计|任务|实际|最后|最终|完成了")
#: 开了多少次会: a verb whose subject is left out.
_VERB_FIRST = re.compile(
    r"^[\u4e00-\u9fff]{1,2}[了来出到过](?=多少|几)|^有(?=(?:多少|几).{1,6}参[加与])"
)
#: Characters of an object that a verb without its subject may have (解决了多少件事).
_OBJECT = 3
#: A turn about the answer before, not about the reports: 这是哪篇报告说的.
META = re.compile(r"哪[一]?[篇份个].{0,3}(?:报告|文件|材料)|出处|原文在哪|来源是")
_NOTHING = re.compile(
    r"^(?:的|在|年|又|也|同样|一样|情况|数字|数据|怎么样|如何|多少|是|有|呢|了|什么|政协|人大|政府|看看?|一下|这边|那边|还有|到|"
    r"(?:哪|另外|其余|其他|剩下)?[一二两三四五六七八九十几些]?[个件项条家位样]?|[？?，,。、 ])*$"
)
_DEFINITION = re.compile(
    r"^(?:什么是|什么叫|何为|何谓|啥是|啥叫)|(?:是|指的?是?)(?:什么|啥)(?:意思|概念)|指的?是?(?:什么|啥)"
)


def says_nothing(residue: str) -> bool:
    """Whether what is left without place and period only asks on: 那2020年呢, 还有哪些."""
    return bool(_NOTHING.match(residue))


def points_back(body: str) -> bool:
    """Whether a turn's own words refer to the turn before: 其中, 它, 为什么, 增长了多少."""
    return any(p.search(body) for p in (PRONOUN, _REASON, _GROWTH, _GOES_ON))


def lacks_subject(residue: str, *, placed: bool = False) -> bool:
    """Whether what is left without place and period names nothing that could be looked for.

    `placed` says that the turn names a place of its own, which is a subject for its verb.
    """
    verb = None if placed else _VERB_FIRST.match(residue)
    rest = _LIGHT.sub("", _ATTRIBUTE.sub("", residue[verb.end() :] if verb else residue))
    return len(rest) <= (_OBJECT if verb else 1)


def is_definition(body: str) -> bool:
    """Whether a turn asks for the meaning of a term, which is the same in every year."""
    return bool(_DEFINITION.search(body))


def without_aspect(topic: str, body: str) -> str:
    """A topic without its 目标 or 实际 where the turn brings its own."""
    return _ASPECT.sub("", topic) if _OWN_ASPECT.search(body) else topic
