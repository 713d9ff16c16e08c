"""Every metric by name: what it is called, where it is shown, and how it is read off the cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from eval.cases import Case
from eval.metrics import citations, refusals
from eval.metrics.calibration import ece
from eval.metrics.cost import percentile
from eval.metrics.evidence import hit, hit_within
from eval.metrics.exact import exact_items, exact_match
from eval.metrics.lcs import lcs_f1
from eval.metrics.lists import gold_items, list_scores
from eval.metrics.places import report_hit, section_hit
from eval.metrics.ranking import ndcg, reciprocal_rank
from eval.metrics.right import scored_by_value
from eval.metrics.risk_coverage import aurc
from eval.metrics.value_match import value_match

RETRIEVAL, ANSWERS, CITATIONS, REFUSALS, COST = "检索", "回答", "引用", "拒答", "代价"


@dataclass(frozen=True, slots=True)
class Metric:
    """The mean over questions of `of`; a question for which `of` is None does not count."""

    name: str
    label: str
    group: str
    of: Callable[[Case], float | None]
    by_type: bool = False


@dataclass(frozen=True, slots=True)
class PooledMetric:
    """A figure of all questions together: `statistic` over the rows that `row` takes from them."""

    name: str
    label: str
    group: str
    row: Callable[[Case], Any | None]
    statistic: Callable[[Sequence[Any]], float | None]


def _hit(case: Case, k: int) -> float | None:
    return float(hit(case.coverage, len(case.question.evidence), k)) if case.ranked_gold else None


def _hit_within(case: Case, budget: int) -> float | None:
    if not case.ranked_gold:
        return None
    lengths = [len(passage.text) for passage in case.result.passages]
    return float(hit_within(case.coverage, len(case.question.evidence), lengths, budget))


def _mrr(case: Case) -> float | None:
    return reciprocal_rank(case.gains, 10) if case.ranked_gold else None


def _ndcg(case: Case) -> float | None:
    return ndcg(case.gains, case.ideal, 10) if case.ranked_gold else None


def _report_hit(case: Case, k: int) -> float | None:
    reports = {gold.report for gold in case.question.evidence}
    return float(report_hit(case.result.passages, reports, k)) if case.ranked_gold else None


def _section_hit(case: Case, k: int) -> float | None:
    if not case.ranked_gold or case.library is None:
        return None
    reports = [gold.report for gold in case.question.evidence]
    gold = list(zip(reports, case.library.places, strict=True))
    return float(section_hit(case.result.passages, gold, k))


def _passage_length(case: Case) -> float | None:
    lengths = [len(passage.text) for passage in case.result.passages[:5]]
    return sum(lengths) / len(lengths) if lengths else None


def _accuracy(case: Case) -> float | None:
    return None if case.right is None else float(case.right)


def _answer_accuracy(case: Case) -> float | None:
    return float(bool(case.right)) if case.answer_gold else None


def _answered_accuracy(case: Case) -> float | None:
    scored = case.answer_gold or not case.question.answerable
    return float(bool(case.right)) if scored and case.result.answered else None


def _exact(case: Case) -> float | None:
    if not case.answer_gold:
        return None
    if case.question.type == "list":
        return float(exact_items(case.result.items, gold_items(case.question.answers)))
    return float(exact_match(case.result.answer or "", case.question.answers))


def _lcs(case: Case) -> float | None:
    if not case.answer_gold:
        return None
    golds = case.question.answers
    if case.question.type == "list":
        golds = ("、".join(golds),)
    return lcs_f1(case.result.answer or "", golds)


def _value(case: Case) -> float | None:
    if not case.answer_gold or not scored_by_value(case.question):
        return None
    question = case.question
    return float(value_match(case.result.answer or "", question.answers, question.question))


def _list(case: Case, which: int) -> float | None:
    if not case.answer_gold or case.question.type != "list":
        return None
    return list_scores(case.result.items, case.question.answers)[which]


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None


def _verbatim(case: Case) -> float | None:
    return None if case.library is None else _share(case.library.verbatim)


def _passage_verbatim(case: Case) -> float | None:
    return None if case.library is None else _share(case.library.passages)


def _in_citation(case: Case) -> float | None:
    return float(citations.answer_in_citation(case.result)) if case.result.answered else None


def _cited(case: Case, of: Callable[..., float]) -> float | None:
    if not case.ranked_gold or not case.result.answered:
        return None
    return of(case.result.citations, case.question.evidence)


def _refused(case: Case, *, answerable: bool) -> float | None:
    if not case.question.has_gold or case.question.answerable != answerable:
        return None
    return float(not case.result.answered)


def _refusal(case: Case) -> refusals.Refusal | None:
    if not case.question.has_gold:
        return None
    return case.question.answerable, not case.result.answered, case.guess


def _outcome(case: Case) -> tuple[float, bool] | None:
    return case.outcome if case.right is not None else None


def _given(case: Case) -> tuple[float, bool] | None:
    return case.outcome if case.right is not None and case.result.answered else None


def _timing(case: Case, stage: str) -> float | None:
    return case.result.timings_ms.get(stage)


STAGES: Mapping[str, str] = {
    "total": "全程",
    "understand": "理解",
    "retrieve": "检索",
    "read": "阅读",
}

METRICS: tuple[Metric | PooledMetric, ...] = (
    *(
        Metric(f"evidence_hit@{k}", f"证据命中@{k}", RETRIEVAL, partial(_hit, k=k), k == 5)
        for k in (1, 3, 5, 10, 20)
    ),
    Metric("evidence_hit@1500c", "证据在前1500字", RETRIEVAL, partial(_hit_within, budget=1500)),
    Metric("mrr@10", "MRR@10", RETRIEVAL, _mrr),
    Metric("ndcg@10", "nDCG@10", RETRIEVAL, _ndcg),
    *(
        Metric(f"report_hit@{k}", f"报告命中@{k}", RETRIEVAL, partial(_report_hit, k=k))
        for k in (1, 5, 10)
    ),
    *(
        Metric(f"section_hit@{k}", f"章节命中@{k}", RETRIEVAL, partial(_section_hit, k=k))
        for k in (1, 5)
    ),
    Metric("passage_characters", "前5段平均字数", RETRIEVAL, _passage_length),
    Metric("accuracy", "正确率（含该拒的）", ANSWERS, _accuracy, True),
    Metric("answer_accuracy", "可答题正确率", ANSWERS, _answer_accuracy),
    Metric("answered_accuracy", "所答之中正确", ANSWERS, _answered_accuracy),
    Metric("exact_match", "完全一致", ANSWERS, _exact, True),
    Metric("lcs_f1", "LCS-F1", ANSWERS, _lcs, True),
    Metric("value_match", "数值相符", ANSWERS, _value, True),
    Metric("list_precision", "列举准确率", ANSWERS, partial(_list, which=0)),
    Metric("list_recall", "列举召回率", ANSWERS, partial(_list, which=1)),
    Metric("citation_verbatim", "引文逐字相符", CITATIONS, _verbatim),
    Metric("passage_verbatim", "段落逐字相符", CITATIONS, _passage_verbatim),
    Metric("answer_in_citation", "答案出自引文", CITATIONS, _in_citation),
    Metric("citation_precision", "引文准确率", CITATIONS, partial(_cited, of=citations.precision)),
    Metric("citation_recall", "引文召回率", CITATIONS, partial(_cited, of=citations.recall)),
    Metric("right_report", "引对报告", CITATIONS, partial(_cited, of=citations.right_report)),
    Metric("answered_rate", "作答比例", REFUSALS, lambda case: float(case.result.answered)),
    Metric("unanswerable_refused", "该拒而拒", REFUSALS, partial(_refused, answerable=False)),
    Metric("answerable_refused", "可答而拒", REFUSALS, partial(_refused, answerable=True)),
    PooledMetric("refusal_floor", "只看问句能拒", REFUSALS, _refusal, refusals.refusal_floor),
    PooledMetric("refusal_skill", "拒答净本领", REFUSALS, _refusal, refusals.refusal_skill),
    PooledMetric("aurc", "风险–覆盖面积", REFUSALS, _outcome, aurc),
    PooledMetric("ece", "置信度校准误差", REFUSALS, _given, ece),
    Metric("latency_total_ms", "全程平均耗时（毫秒）", COST, partial(_timing, stage="total")),
    *(
        PooledMetric(
            f"latency_{stage}_p{share}_ms",
            f"{label}耗时 p{share}（毫秒）",
            COST,
            partial(_timing, stage=stage),
            partial(percentile, share=share / 100),
        )
        for stage, label in STAGES.items()
        for share in (50, 95, 99)
    ),
)

#: Measurements of the run as a whole; they come without an interval.
RUN_COSTS: Mapping[str, str] = {
    "cold_start_ms": "冷启动（毫秒）",
    "peak_memory_mb": "内存峰值（MB）",
}

#: Metrics of which less is better; of all others more is.
LOWER_IS_BETTER = frozenset(
    {"passage_characters", "answerable_refused", "refusal_floor", "aurc", "ece", *RUN_COSTS}
    | {metric.name for metric in METRICS if metric.name.startswith("latency_")}
)
