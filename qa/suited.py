"""What cannot answer by its form alone: a person who is an amount, a duration without time."""

from __future__ import annotations

import re

from qa.reader.texts import bigrams

_WHO = re.compile(r"谁(?!更|[多快高大])|哪一?[位名](?!列)")
_ONE = re.compile(r"哪一?[位名](?!列)")
_WHOSE = re.compile(r"哪一?家|哪个?(?:公司|企业|单位|部门|机构)")
_HOW_LONG = re.compile(r"多久(?!前)|多长时间|(?:多少|几)个?(?:小时|分钟)")
_PEOPLE = re.compile(r"(?:多少|几)个?人(?!次|民币|大|才|均)")
#: A sum of money asked for, and what is one of something else.
_SUM = re.compile(r"(?:多少|几个?)(?:钱|[百千万亿]*元)")
_NO_SUM = re.compile(
    r"\d[百千万亿]*(?:公里|平方米|平方公里|亩|公顷|千米|千瓦|吨|家|户|人次?|个|座|所|天|辆|台|%)(?:以上|左右)?$"
)
#: What ends; a day on which something began is not the one on which it ended.
_ENDED = re.compile(r"取消|关停|停运|停办|停产|停工|关闭|撤销|终止")
_WHEN = re.compile(r"哪一?[年天月日]|几[月号]|何时|[什啥]么?时候")
_NO_PERSON = re.compile(r"[《》“”\d]|(?:街道|社区|工程|项目|工作|建设|办法|制度|机制|问题)$")
_BODY = re.compile(r"(?:公司|集团|企业)$")
_AMOUNT = re.compile(
    r"[\d一二三四五六七八九十百千万亿几多余上]+(?:元|万|亿|人次?|名|个|件|户|吨|亩)"
)
_VERB = re.compile(
    r"^(?:依托|协调|推进|推动|开展|加强|完成|实施|落实|深化|组织|聚焦|围绕|坚持|全面)"
)
#: Offices that a person holds: who holds one is no company.
_OFFICE = re.compile(
    r"(?:书记|主席|主任|[市县区省州镇乡村部局处厂会院校董事]长|总经理|总裁|代表|委员|院士|作者|老师|教授|负责人)(?:是|叫)?(?:谁|什么名字)"
)
_COMPANY = re.compile(r"(?:公司|集团|企业|银行|厂|大学|学院|医院|协会|中心|机构|部门)$")
#: Which of them it was is not told by all of them.
_WHICH_PLACE = re.compile(r"哪一?(?:个|座)?(?:县|市|区|州|省|镇|乡|村|街道|地方|城市)")
_EVERYWHERE = re.compile(r"全[国省市州县区镇乡村]")
#: What is asked for by its name, and what is nothing but a share or a sum.
_NAMED = re.compile(
    r"(?:哪一?|什么)(?:[项条个家座款届所支部艘]|工程|项目|机制|制度|平台|称号|奖)(?!百分|月|季|年)|叫什么|叫啥|名字|名称"
)
_FIGURE = re.compile(
    r"(?:约|近|超过?|突破|达到?|增长|下降)?[\d.,]+[万亿]*(?:%|％|‰|元|美元|个百分点)(?:以上|左右|多)?"
)
#: Some of many: 10万大学生当中，研究生有多少.
_AMONG = re.compile(
    r"(?:当中|之中|其中|里面|里(?=[，,]))[，,的]?(?P<some>[\u4e00-\u9fff]{2,6}?)(?:一共|总共)?(?:有|是|占|达到?)?(?:多少|几)"
)
_ASKS_FIGURE = re.compile(r"多少|几(?!乎)|百分|比例|率")
_TIME = re.compile(r"[年月日天周时分秒旬]|小时|分钟|季度")
#: The line under a report's title that says when and where it was delivered.
_DELIVERED = re.compile(
    r"[（(]?\d{4}年\d{1,2}月\d{1,2}日[^。]{0,12}在[^。]{0,60}(?:会议|大会)[^。]{0,12}上"
)
_ABOUT_IT = re.compile(r"报告|会议|大会|作的|召开|开幕|讲话|[两全]会")


def suits_form(question: str, answer: str, clause: str) -> bool:
    """Whether `answer`, which stands in `clause`, may answer `question` by its form.

    docs/notes.md counts what the rules refuse, right and wrong.
    """
    plain = question.strip().rstrip("？?。！!呢啊呀吗 ")
    if _WHO.search(plain) and _NO_PERSON.search(answer):
        return False
    if _ONE.search(plain) and _BODY.search(answer):
        return False
    if _WHOSE.search(plain) and (_AMOUNT.search(answer) or _VERB.search(answer)):
        return False
    if _OFFICE.search(plain) and _COMPANY.search(answer):
        return False
    if _NAMED.search(plain) and not _ASKS_FIGURE.search(plain) and _FIGURE.fullmatch(answer):
        return False
    among = _AMONG.search(plain)
    if among and not any(pair in clause for pair in bigrams(among.group("some"))):
        return False
    if _HOW_LONG.search(plain) and not _TIME.search(answer):
        return False
    if _PEOPLE.search(plain) and answer.endswith("元"):
        return False
    if _WHICH_PLACE.search(plain) and _EVERYWHERE.fullmatch(answer):
        return False
    if _SUM.search(plain) and _NO_SUM.search(answer):
        return False
    if _DELIVERED.search(clause) and not _ABOUT_IT.search(plain):
        return False
    ended = _ENDED.search(plain)
    return not (ended and _WHEN.search(plain) and not set(ended.group()) & set(clause))
