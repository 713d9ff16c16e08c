"""Other ways to type the same question, made automatically: what understanding must not mind."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from qa.divisions import divisions
from qa.places import UNIT_ENDING, Gazetteer

#: Makes a variant of a question's text; None where the text has nothing to vary.
Make = Callable[[str, Gazetteer], str | None]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年)")
_CHARACTERS = "〇一二三四五六七八九"
#: Grammar, and the words that ask: what a user who types keywords leaves out.
_GRAMMAR = re.compile(
    r"请问|我想知道|我想查|查一下|告诉我|一共|总共|到底|究竟|大概|"
    r"为什么|为啥|为何|怎么样?|如何|怎样|什么时候|什么|多少个?|是多少|有多少|多[大高长远重]|"
    r"哪[一二两三四五六七八九几些个家位座条项里儿年天月日所只支艘款]*|几[个家条座项次所名位件月号]?|百分之|分别|"
    r"是不是|是否|谁|啥|[的了着过吗呢吧呀啊把被让给在是有要将会能想从由跟和与比到得地就才都也还又再那这其]"
)
#: Words that a function word's character is part of; they stay whole.
_WHOLE = re.compile(
    r"这[些个项家座条]|那[些个项]|人才|目的|比[例重较]|占比|同比|环比|地[方区铁下产块质点价]|[土基农林工营场园湿耕绿用草荒飞陆]地|地标|当地|"
    r"其中|需要|主要|重要|要求|要素|将军|社会|大会|会议|机会|协会|委员会|全会|工会|峰会|博览会|"
    r"能[力源耗效]|[功智产性动节职储新太阳核电]+能|思想|理想|从业|从事|自由|到位|得[到分]|获得|所得|就业|成就|首都|都市|"
    r"还款|归还|再生|再就业|现在|存在|所在|在线|在[建校岗职外]|国有|有[关限效机]|所有|拥有|总和|和谐|和平|共和|"
    r"与[会]|参与|让利|转让|给予|供给|补给|把握|通过|超过|过[去渡程]|不过|着力|沿着|了解|为了|被子|也门|又好又快"
)


def variants() -> Mapping[str, Make]:
    """The variants by name, in the order in which they are shown."""
    return {
        "typo": typo,
        "traditional": traditional,
        "fullwidth": fullwidth,
        "chinese_year": chinese_year,
        "keywords": keywords,
    }


def typo(text: str, gazetteer: Gazetteer) -> str | None:
    """The first place with one character wrong, missing, swapped, or another of the same sound.

    A name of two characters gets a character of the same sound or has its two swapped: with one
    of its two characters gone or any other in its stead nobody could tell which place is meant.
    What comes out is never the name of another real place.
    """
    mention = next(iter(gazetteer.find(text)), None)
    if mention is None:
        return None
    core = UNIT_ENDING.sub("", mention.text)
    core = core if len(core) > 1 else mention.text
    draw = _draw(text)
    slips = ["sound", "swap"] if len(core) == 2 else ["sound", "swap", "missing", "other"]
    for _ in range(20):
        slipped = _slip(core, draw.choice(slips), draw)
        if slipped != core and slipped not in divisions().names:
            ending = mention.text[len(core) :]
            return text[: mention.start] + slipped + ending + text[mention.end :]
    return None


def _slip(core: str, kind: str, draw: random.Random) -> str:
    at = draw.randrange(len(core))
    if kind == "swap":
        at = min(at, len(core) - 2)
        return core[:at] + core[at + 1] + core[at] + core[at + 2 :]
    if kind == "missing":
        return core[:at] + core[at + 1 :]
    choice = _same_sound(core[at]) if kind == "sound" else _common_characters()
    return core[:at] + draw.choice(choice or core[at]) + core[at + 1 :]


@lru_cache(maxsize=1)
def _common_characters() -> str:
    """The 3,755 characters of GB 2312's first level (rows 16 to 55), the common ones."""
    codes = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


@lru_cache(maxsize=1024)
def _same_sound(char: str) -> str:
    """The other common characters with the same first reading, tone left out."""
    from pypinyin import lazy_pinyin

    own = lazy_pinyin(char)
    return "".join(c for c in _common_characters() if c != char and lazy_pinyin(c) == own)


def traditional(text: str, gazetteer: Gazetteer) -> str | None:
    """The question in traditional characters."""
    converted: str = _converter()(text)
    return converted if converted != text else None


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2t").convert
    return convert


def fullwidth(text: str, gazetteer: Gazetteer) -> str | None:
    """The question with its digits and Latin letters in full width."""
    wide = re.sub(r"[0-9A-Za-z]", lambda match: chr(ord(match.group()) + 0xFEE0), text)
    return wide if wide != text else None


def chinese_year(text: str, gazetteer: Gazetteer) -> str | None:
    """The question with its years in characters: 二〇二〇年, or 二零二〇年 as some type it."""
    zero = _draw(text).choice("〇零")
    digits = str.maketrans("0123456789", _CHARACTERS.replace("〇", zero))
    written = _YEAR.sub(lambda match: match.group().translate(digits), text)
    return written if written != text else None


def keywords(text: str, gazetteer: Gazetteer) -> str | None:
    """What is left of the question when grammar and the words that ask are left out."""
    kept: list[str] = []
    at = 0
    whole = [(mention.start, mention.end) for mention in gazetteer.find(text)]
    whole += [match.span() for match in _WHOLE.finditer(text)]
    for match in _GRAMMAR.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in whole):
            continue
        kept.append(text[at : match.start()])
        at = match.end()
    kept.append(text[at:])
    spaced = " ".join(kept)
    for mention in gazetteer.find(text):
        spaced = spaced.replace(mention.text, f" {mention.text} ")
    spaced = re.sub(r"((?:19|20)\d{2})年", r" \1 ", spaced)
    short = re.sub(r"[\s？?，,。！!、；;：:]+", " ", spaced).strip()
    return short if short and short != text else None


def _draw(text: str) -> random.Random:
    """Chance that depends on the question alone: the same set always has the same variants."""
    return random.Random(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))
