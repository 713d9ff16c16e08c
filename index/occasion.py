"""On what occasion a report was delivered, and by whom: read from its head, else from its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MEETING = re.compile(r"(?:在|于|\d日 ?)([^\n，。；在于]{2,45}(?:会议|大会|全会))")
_OFFICE = (
    r"(?:代)?(?:省长|市长|区长|县长|州长|旗长|盟长|主席|主任|专员|总理|行政长官)"
    r"(?:（代）|\(代\)|、?党组书记)?"
)
_HAN = "\u3400-\u9fff"
#: A person's name: two to four characters, spaced or not, or a transcribed one with a dot.
_NAME = rf"(?:[{_HAN}](?: ?[{_HAN}]){{1,3}}|[{_HAN}]{{1,8}}[·•・?？][{_HAN}]{{1,8}})"
_WITH_OFFICE = re.compile(rf"^[{_HAN}]{{0,16}}{_OFFICE} ?[：:]? ?({_NAME})$")
_ALONE = re.compile(rf"^(?:报告人[：:] ?)?({_NAME})$")
_IN_TITLE = re.compile(rf"[（(]\d{{4,}}[^（）()]{{0,12}}日? ({_NAME})[）)]")
#: Words of two to four characters that stand alone in a head and are nobody's name.
_NO_NAME = re.compile(r"报告|目录|工作|政府|全文|各位|代表|委员|审议|会议|摘要|回顾|[省市区县州]$")


def read_occasion(lines: Sequence[str], title: str) -> tuple[str | None, str | None]:
    """Meeting and speaker as `lines` (those before the salutation) or `title` name them.

    Either is None where it is not named.
    """
    meeting = next((m.group(1) for line in lines if (m := _MEETING.search(line))), None)
    return meeting, _speaker(lines, title)


def _speaker(lines: Sequence[str], title: str) -> str | None:
    for pattern in (_WITH_OFFICE, _ALONE):
        for line in lines:
            # 省 长 王文涛: an office may be spaced like a name.
            plain = re.sub(r"(?<=[省市区县州旗盟]) (?=长)", "", line.strip("—- （）()"))
            match = pattern.match(plain)
            if match and not _NO_NAME.search(match.group(1)):
                return match.group(1).replace(" ", "")
    match = _IN_TITLE.search(title)
    return match.group(1).replace(" ", "") if match else None
