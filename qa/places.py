"""The library itself as the gazetteer: its reports' places in their long and short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Endings of an administrative place, longest first.
_UNITS = (
    "特别行政区|维吾尔自治区|壮族自治区|回族自治区|特别合作区|自治区|自治州|自治县|自治旗|地区|"
    "林区|新区|矿区|省|市|区|县|旗|盟|州"
)
#: The unit at the end of a place's name.
UNIT_ENDING = re.compile(rf"(?:{_UNITS})$")
_PART = re.compile(rf"[\u4e00-\u9fff]{{2,}}?(?:{_UNITS})")
_ETHNIC = re.compile(
    r"(?:藏|苗|彝|壮|回|满|侗|瑶|白|傣|黎|土家|布依|朝鲜|哈尼|傈僳|景颇|羌|蒙古|哈萨克|柯尔克孜|"
    r"维吾尔|仡佬|土|畲|水|佤|拉祜|纳西|达斡尔|鄂温克|鄂伦春|锡伯|裕固|保安|东乡|撒拉|普米|怒|"
    r"独龙|毛南|仫佬|京|塔吉克|布朗|门巴|珞巴|基诺|德昂|阿昌|各)族?"
)
#: A name of so many characters is shortened to its first and its unit (克州, 呼市, 锡盟); of a
#: city with three it would be a surname or a count (张家口, 三门峡).
_LONG_NAME = {"州": 4, "市": 4, "盟": 3, "旗": 4}
_BANNER = re.compile(r"([\u4e00-\u9fff])[\u4e00-\u9fff]+?(?=[左右前中后])([左右]?)翼?([前中后]?旗)")
#: A place written out in a question that the library does not know.
_WRITTEN_OUT = re.compile(
    r"(?:^|(?<=[年月日，,。？?、的和与跟比在那省市州])|(?<=时期)|(?<=期间)|(?<=请问)|(?<=听说)|(?<=知道))"
    r"(?!请问|听说|[在到和与跟比那])"
    r"(?=([\u4e00-\u9fff]{2,5}?(?:省|自治州|自治区|[市县区州](?![市县区])))(?!长|委|场|民|政协|政府))"
)
_NOT_PLACES = re.compile(
    r"[全本我各该每两整这那几哪多个]|城区|社区|小区|园区|景区|郊区|库区|山区|地区|片区|辖区|矿区|"
    r"灾区|老区|校区|街区|港区|高新|开发|县市|城市|都市|上市|超市|股市|门市|集市|农区|牧区|城乡|基层|灌区|"
    r"厂区|院区|防区|湿地|保护|示范|功能|政协|委员|推进|建成|安排|棚户|工业|经开|经济|旅游|度假|贫困|脱贫|"
    r"合作|自贸|保税|物流|试验|试点|强[市县区]|大[市县区]|夜市|楼市|车市|菜市|^.?新区|^市区|^县区|"
    r"集[聚中]|核心|商务|产业|先[行导]|居民|生活|服务|生态|科技|文化|创新|枢纽|中心|禁养|水源|加工|"
    r"节省|如何|怎[么样]|为何|什么|[县地]级|撤[县市]|特区|自由贸易|重点|其[他它]|"
    r"[咱俺们贵]|[的了第届给帮得]|企业|住宅|滩区|组建|提出|新[建增设]"
)
#: A unit after a short form makes it another place (南昌 is not 南昌县), but for a county that
#: became a district; words that begin with a unit (市民, 区委, 县域) are none.
_OTHER_UNIT = re.compile(
    r"自治[州县区]|(?P<unit>[省市县州盟旗])(?![场民政委府直容值级内外长域城际属花情])"
)
_SAME_UNIT = {"区": "县", "县": "区"}
#: The whole country, as its reports' place is written; in a question about a place it is what
#: that place is measured against, and before these words a part of an honour or a body's name.
_NATION = "全国"
_NOT_THE_NATION = re.compile(
    r"人大|人民代表|政协|两会|文明|卫生|双拥|模范|劳模|先进|[百十千]强|首|第|前|排名?|最|重点|示范|试点|"
    r"领先|统一|各地|性|优秀|平均|先|唯一|知名|著名|冠军|纪录|标杆|样板"
)


#: How a question begins that names its place first: 请问2020年…, 那….
_LEAD = re.compile(
    r"(?:(?:那么?|请问|还有|另外|我?想(?:问|查|知道)|查一?下|再问一下)[，, ]*)*"
    r"(?:(?:(?:19|20)\d{2}年?[底末初]?(?:[到至—-](?:19|20)\d{2}年?)?|去年|今年|"
    r"[“\"]?[一二三四五六七八九十]{1,3}五[”\"]?(?:时期|期间)?)[，, ]*)?[的在]?"
)
#: What makes the name of a place the head of another name, or one end of a way.
_OF_ANOTHER = re.compile(
    r"大学|学院|银行|铁路|世博|冬?奥|亚运|进博|合作|自贸|机场|港|关|到|至|[—–-]|援|籍|商会|菜|路|话|"
    r"产|造|牌|[游旅]?客|证券|交易|军|战区|都市圈|城市群|经济区|协作|对口|精神|会议|宣言|公报|区|长"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a question: the words, where they stand, the places they may mean."""

    text: str
    start: int
    end: int
    places: tuple[str, ...]


def short_forms(place: str) -> tuple[str, ...]:
    """Every form of a place's name that people use, longest first: 上饶市广丰区, 广丰区, 广丰."""
    parts = _PART.findall(place) or [place]
    forms = {place}
    for first in range(len(parts)):
        forms.add("".join(parts[first:]))
    last = parts[-1]
    core = bare = UNIT_ENDING.sub("", last)
    if last.endswith(("自治州", "自治县", "自治区", "自治旗", "族区")):
        bare = _strip_peoples(core)
        forms.update({bare, bare + last[-1]} if len(bare) >= 2 else ())
        if last.endswith("自治区") and len(bare) > 2:
            forms.add(bare[:2])  # 内蒙古 → 内蒙
    if banner := _BANNER.fullmatch(last):
        forms.add("".join(banner.groups()))  # 科尔沁左翼中旗 → 科左中旗
    elif len(bare) >= _LONG_NAME.get(last[-1], len(bare) + 1):
        forms.add(bare[0] + last[-1])  # 克孜勒苏 → 克州, 呼和浩特 → 呼市, 锡林郭勒 → 锡盟
    if len(core) >= 2:
        forms.add(core)
        if last.endswith("新区"):
            forms.add(core + "区")
        if len(parts) > 1:
            forms.add("".join(parts[:-1]) + core)
    return tuple(sorted((form for form in forms if len(form) >= 2), key=len, reverse=True))


def _in_full(place: str) -> tuple[str, ...]:
    """The official names of a prefecture whose reports call it 文山州: 文山壮族苗族自治州."""
    core = place.removesuffix("州")
    if core == place or len(core) < 2 or place.endswith("自治州"):
        return ()
    from qa.divisions import divisions

    great = divisions().great
    return tuple(name for name in great if name.startswith(core) and name.endswith("自治州"))


def _strip_peoples(core: str) -> str:
    """A name without the peoples in it: 湘西土家族苗族 → 湘西, 新疆维吾尔 → 新疆.

    A place that bears nothing but its people's name keeps it: 东乡族 → 东乡.
    """
    match = re.match(rf"(.{{2,6}}?)(?:{_ETHNIC.pattern})+$", core)
    bare = match.group(1) if match else core
    return bare.removesuffix("族") if len(bare) > 2 else bare


def parents(place: str) -> tuple[str, ...]:
    """The places that a name says it lies in: 上饶市广丰区 → 上饶市."""
    parts = _PART.findall(place)
    return tuple("".join(parts[:count]) for count in range(1, len(parts)))


def is_same(longer: str, shorter: str) -> bool:
    """Whether a name is another one with what it lies in before it: 砚川市苇港区 is 苇港区.

    马鞍山市 is not 鞍山市.
    """
    if longer == shorter:
        return True
    before = longer.removesuffix(shorter)
    return before != longer and UNIT_ENDING.search(before) is not None


def _meant(places: tuple[str, ...]) -> tuple[str, ...]:
    """Of places that share a short form those that people mean by it alone.

    吉林 is the province, 南昌 the city and not its county. 广丰县 that became 广丰区 and 昆山县
    that became 昆山市 are both meant: what they were differs from what they are in the unit only.
    """
    if len(places) < 2:
        return places
    if provinces := tuple(place for place in places if place.endswith(("省", "自治区"))):
        return provinces
    counties = [place for place in places if place.endswith("县")]
    if not counties or len(counties) == len(places):
        return places
    from qa.divisions import divisions

    prefectures = any(p in divisions().great for p in places if p not in counties)
    return tuple(p for p in places if p not in counties) if prefectures else places


def only_greater(mention: Mention) -> bool:
    """Whether a mention names, written out (砚川市), only what its places lie in."""
    return bool(mention.places) and all(mention.text in parents(p) for p in mention.places)


def _fits(place: str, form: str, unit: str | None) -> bool:
    """Whether `form` followed by `unit` may still mean `place`: its own unit, or one it had."""
    if form.endswith(tuple(_UNITS.split("|"))):
        return True  # A full form; what follows belongs to the next word (深圳市宝安区).
    return unit is not None and unit in (place[-1], _SAME_UNIT.get(place[-1]))


class Gazetteer:
    """Finds the library's places in a question; built once a generation, read-only after."""

    def __init__(self, places: Iterable[str]) -> None:
        """Index all forms of `places`; a form may mean several of them."""
        self.places = tuple(sorted(set(places)))
        forms: dict[str, list[str]] = {}
        for place in self.places:
            # One report says 砚川市苇港区, the next one 苇港区: who names the one means both.
            same = [other for other in self.places if is_same(place, other)]
            for form in (*short_forms(place), *_in_full(place)):
                forms.setdefault(form, []).extend(same)
        own = set(forms)
        for place in self.places:
            for parent in parents(place):
                # 上饶 means the districts of 上饶 only where 上饶 has no report of its own.
                for form in short_forms(parent):
                    if form not in own:
                        forms.setdefault(form, []).append(place)
        self._forms = {form: _meant(tuple(dict.fromkeys(named))) for form, named in forms.items()}
        ordered = sorted(self._forms, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form under which a place of the library can be named."""
        return tuple(self._forms)

    def named(self, form: str) -> tuple[str, ...]:
        """The places that a form can mean; nothing for what is no form."""
        return self._forms.get(form, ())

    @property
    def only(self) -> tuple[str, ...]:
        """The spellings of the library's one place; nothing where it has several places."""
        longest = max(self.places, key=len, default="")
        return self.places if all(is_same(longest, place) for place in self.places) else ()

    def find(self, text: str) -> tuple[Mention, ...]:
        """The library's places that `text` names, in order of appearance."""
        if self._pattern is None:
            return ()
        found = []
        for match in self._pattern.finditer(text):
            form, follows = match.group(), _OTHER_UNIT.match(text, match.end())
            places = self._forms[form]
            if follows:
                places = tuple(p for p in places if _fits(p, form, follows["unit"]))
            if places:
                found.append(Mention(form, match.start(), match.end(), places))
        found = _narrowed(text, found)
        nation = [one for one in found if one.text == _NATION]
        elsewhere = len(nation) < len(found)
        return tuple(
            one
            for one in found
            if one.text != _NATION or not (elsewhere or _NOT_THE_NATION.match(text, one.end))
        )

    def unknown(self, text: str) -> tuple[Mention, ...]:
        """Places that `text` names and the library has no report of.

        They are written out in full (南昌市), or are the short name of a province or prefecture
        that a question without any other place begins with (上海呢).
        """
        from qa.divisions import divisions, led

        known = self.find(text)
        found: list[Mention] = []
        for match in _WRITTEN_OUT.finditer(text):
            start, end = match.start(1) + led(match.group(1)), match.end(1)
            if found and start < found[-1].end:
                continue
            inside_known = any(m.start < end and match.start(1) < m.end for m in known)
            # 河南省…郑州, 上饶市广丰区: the greater place that a known one lies in.
            name = text[start:end]
            holds_known = any(m.start == end or name[-1] == "省" for m in known)
            # Every province is known: 那笔破省纪录的 names none.
            real = name[-1] != "省" or name in divisions().great
            other = not _NOT_PLACES.search(match.group(1))
            if real and other and not inside_known and not holds_known:
                found.append(Mention(name, start, end, ()))
        return tuple(found) if known or found else _bare(text)


def _narrowed(text: str, found: Sequence[Mention]) -> list[Mention]:
    """A place that only says where the one right after it lies made one with it: 砚川苇港."""
    from qa.divisions import provinces

    kept: list[Mention] = []
    for one in found:
        before = kept[-1] if kept else None
        greater = {up for place in one.places for up in parents(place)}
        if before and not text[before.end : one.start].strip(" 的市"):
            if not greater & set(before.places):  # 江苏南京, which the name 南京市 does not say.
                greater = provinces(one.places)
            if greater & set(before.places):
                kept.pop()
                one = Mention(text[before.start : one.end], before.start, one.end, one.places)
        kept.append(one)
    return kept


def from_greater(text: str, mention: Mention) -> int:
    """Where a mention begins with the province or prefecture named right before it: 内蒙古乌海."""
    if mention.start < 2:
        return mention.start
    from qa.divisions import divisions

    before = text[: mention.start].rstrip(" 的")
    found = (before[-n:] for n in range(min(12, len(before)), 1, -1))
    greater = next((name for name in found if name in divisions().great), "")
    return len(before) - len(greater) if greater else mention.start


def _bare(text: str) -> tuple[Mention, ...]:
    """The province or prefecture that a text begins with, by its short name."""
    from qa.divisions import divisions  # Here, for it needs the short forms above.

    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    end = divisions().at(text, start)
    if text[start:end] not in divisions().great or _OF_ANOTHER.match(text, end):
        return ()
    return (Mention(text[start:end], start, end, ()),)
