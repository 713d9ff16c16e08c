"""What a talk is limited to: read from the page, turned into limits, said in words."""

from __future__ import annotations

import pytest

from index.catalogue import ReportEntry
from index.errors import UsageError, WenbaoError
from index.types import Metadata, Period
from qa.limits import NO_LIMITS, Limits
from ui.web.scope import Scope, limits_of, scope_words


def entry(name: str, place: str | None, kind: str = "政府工作报告") -> ReportEntry:
    data = Metadata(f"{place}报告", place, kind, "2021-02-04", Period(2020, 2020), None)
    return ReportEntry(name, f"{name}.md", f"/in/{name}.md", "", 4, name, data, 3, 100)


ENTRIES = (
    entry("a", "甲市"),
    entry("b", "乙市"),
    entry("c", "乙市", "统计公报"),
    entry("d", None, "统计公报"),
)


@pytest.mark.parametrize(
    ("scope", "reports"),
    [
        (Scope(places=("甲市",)), {"a"}),
        (Scope(places=("甲市", "乙市")), {"a", "b", "c"}),
        (Scope(kinds=("统计公报",)), {"c", "d"}),
        (Scope(places=("乙市",), kinds=("统计公报",)), {"c"}),
        (Scope(reports=("a", "d")), {"a", "d"}),
        (Scope(reports=("a", "b"), places=("乙市",)), {"b"}),
    ],
)
def test_any_value_of_a_field_will_do_and_every_field_must_hold(
    scope: Scope, reports: set[str]
) -> None:
    assert limits_of(scope, ENTRIES) == Limits(reports=frozenset(reports))


def test_years_limit_the_facts_and_not_the_reports() -> None:
    assert limits_of(Scope(years=(2020, 2019)), ENTRIES) == Limits(None, frozenset({2019, 2020}))


def test_no_choice_is_no_limit() -> None:
    assert not Scope()
    assert limits_of(Scope(), ENTRIES) == NO_LIMITS


def test_a_scope_whose_reports_are_gone_says_so() -> None:
    with pytest.raises(WenbaoError, match="资料库"):
        limits_of(Scope(reports=("gone",)), ENTRIES)


def test_a_scope_comes_back_from_the_page_as_it_went() -> None:
    import json

    scope = Scope(("甲市",), (2020, 2021), ("统计公报",), ("a",))
    assert Scope.from_json(json.dumps(scope.to_json())) == scope
    assert Scope.from_json("") == Scope()
    assert Scope.from_json("{}") == Scope()


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "[]",
        '"甲市"',
        "3",
        '{"places": "甲市"}',
        '{"places": [1]}',
        '{"years": ["新"]}',
        '{"years": 2020}',
        '{"else": []}',
        '{"places": null}',
    ],
)
def test_anything_else_from_the_page_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(UsageError, match="刷新") as caught:
        Scope.from_json(text)
    assert "\n" not in str(caught.value)


def test_a_page_cannot_send_values_without_bound() -> None:
    import json

    with pytest.raises(UsageError):
        Scope.from_json(json.dumps({"years": list(range(6000))}))


def test_the_words_name_a_few_and_count_the_rest() -> None:
    scope = Scope(("甲市", "乙市", "丙市"), (2021, 2020), ("统计公报",), ("a", "gone"))
    assert scope_words(scope, ENTRIES) == (
        "甲市、乙市等3个 · 2020年、2021年 · 统计公报 · 《甲市报告》、《已移除的报告》"
    )
    assert scope_words(Scope(), ENTRIES) == ""
