"""What cannot answer by its form alone."""

from __future__ import annotations

import pytest

from qa.suited import suits_form

DELIVERED = "(2021年2月4日在区政协十二届六次会议上)"


@pytest.mark.parametrize(
    ("question", "answer", "clause"),
    [
        ("舞剧是谁编的舞？", "《塬上鹿鸣》", "排演的舞剧《塬上鹿鸣》获奖"),
        ("公约是哪位居民起草的", "钟鼓里社区", "钟鼓里社区议出一份公约"),
        ("哪位委员提出来的？", "苇帆集团", "苇帆集团提出"),
        ("老旧小区是哪家公司施工的？", "项目资金上千万元", "协调项目资金上千万元"),
        ("产值最高的是哪家企业", "依托我区工业", "依托我区工业的七大支柱产业"),
        ("名额多久就报满了？", "8000个", "8000个名额四小时报满"),
        ("一共有多少人领到了券？", "3200万元", "发放消费券共3200万元"),
        ("她是哪年出生的？", "2021年2月4日", DELIVERED),
        ("K7路哪天取消的？", "10月18日", "公交线路K7路10月18日开行"),
    ],
)
def test_what_cannot_answer(question: str, answer: str, clause: str) -> None:
    assert not suits_form(question, answer, clause)


@pytest.mark.parametrize(
    ("question", "answer", "clause"),
    [
        ("作报告的是谁？", "张莉", "张莉"),
        ("首家过百亿的民营企业是谁？", "苇帆集团", "苇帆集团成为首家"),
        ("全省第一艘氢动力货船是哪家企业交付的？", "苇帆船舶", "苇帆船舶交付千吨级货船"),
        ("名额多久就报满了？", "四小时", "8000个名额四小时报满"),
        ("多久前开工的", "8000个", "8000个"),
        ("一共有多少人领到了券？", "3200万", "3200万人次领到"),
        ("花了多少人民币", "3200万元", "共3200万元"),
        ("这个报告是什么时候作的？", "2021年2月4日", DELIVERED),
        ("K7路哪天取消的？", "10月18日", "K7路10月18日起取消"),
        ("K7路哪天开始跑的？", "10月18日", "公交线路K7路10月18日开行"),
    ],
)
def test_what_may_answer(question: str, answer: str, clause: str) -> None:
    assert suits_form(question, answer, clause)
