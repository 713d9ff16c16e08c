"""How much worse the evidence is found when the same questions are typed otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from eval.bootstrap import Figure, mean_figure
from eval.metrics.evidence import covers, hit
from eval.questions import Question
from eval.variants import variants
from qa.places import Gazetteer
from qa.types import Hit

#: Hits are looked for at the top and in the passages that are read.
KS = (1, 5)
#: Variants that a user types in every turn of a talk, not only in the one that is measured.
_WHOLE_TALK = frozenset({"traditional", "fullwidth", "chinese_year"})


class Ranking(Protocol):
    """What a search gives: its passages, best first."""

    @property
    def passages(self) -> tuple[Hit, ...]: ...


class Searcher(Protocol):
    """What is measured: ranked passages for a question in its talk."""

    def search(
        self, question: str, *, k: int = ..., history: Sequence[tuple[str, str]] = ()
    ) -> Ranking: ...


@dataclass(frozen=True, slots=True)
class VariantFigures:
    """One variant against the originals of the same questions, at one k.

    `original` and `variant` are shares of questions with all evidence among the first k passages;
    `difference` is the mean over questions of variant less original, with the interval of a paired
    bootstrap (whole questions are drawn, both of their outcomes together).
    """

    name: str
    k: int
    original: Figure
    variant: Figure
    difference: Figure

    def to_json(self) -> dict[str, Any]:
        """The line of `eval robustness --json`."""
        return {
            "variant": self.name,
            "k": self.k,
            "questions": self.variant.count,
            "original": self.original.to_json(),
            "value": self.variant.to_json(),
            "difference": self.difference.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Lost:
    """A question whose evidence is found as it stands, and not as the variant `text`."""

    name: str
    id: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Robustness:
    """The originals' own figures by k, every variant's, and the questions lost at the last k."""

    originals: tuple[Figure, ...]
    variants: tuple[VariantFigures, ...]
    lost: tuple[Lost, ...]

    def to_json(self) -> dict[str, Any]:
        """The document of `eval robustness --json`."""
        return {
            "original": {
                f"hit@{k}": figure.to_json() for k, figure in zip(KS, self.originals, strict=True)
            },
            "variants": [figures.to_json() for figures in self.variants],
            "lost": [
                {"variant": one.name, "id": one.id, "question": one.question, "typed": one.text}
                for one in self.lost
            ],
        }


def measure(
    questions: Iterable[Question],
    searcher: Searcher,
    gazetteer: Gazetteer,
    *,
    progress: Callable[[Sequence[Question]], Iterable[Question]] | None = None,
) -> Robustness | None:
    """Search for every question as it stands and as each variant of it.

    Only questions with evidence count; None where the set has none. A variant counts over the
    questions that it changes.
    """
    asked = [question for question in questions if question.answerable and question.evidence]
    if not asked:
        return None
    makers = variants()
    plain: list[tuple[bool, ...]] = []
    pairs: dict[str, list[tuple[tuple[bool, ...], tuple[bool, ...]]]] = {
        name: [] for name in makers
    }
    lost: list[Lost] = []
    for question in progress(asked) if progress else asked:
        original = _hits(searcher, question, question.question, question.history)
        plain.append(original)
        for name, make in makers.items():
            text = make(question.question, gazetteer)
            if text is None:
                continue
            history = question.history
            if name in _WHOLE_TALK:
                history = tuple((make(turn, gazetteer) or turn, told) for turn, told in history)
            found = _hits(searcher, question, text, history)
            pairs[name].append((original, found))
            if original[-1] and not found[-1]:
                lost.append(Lost(name, question.id, question.question, text))
    return Robustness(
        tuple(_share([hits[i] for hits in plain]) for i in range(len(KS))),
        tuple(
            _figures(name, i, pair) for name, pair in pairs.items() if pair for i in range(len(KS))
        ),
        tuple(lost),
    )


def _hits(
    searcher: Searcher, question: Question, text: str, history: Sequence[tuple[str, str]]
) -> tuple[bool, ...]:
    passages = searcher.search(text, k=max(KS), history=history).passages
    coverage = [
        [
            gold.report in (passage.file, passage.id) and covers(passage.text, gold.quote)
            for gold in question.evidence
        ]
        for passage in passages
    ]
    return tuple(hit(coverage, len(question.evidence), k) for k in KS)


def _figures(
    name: str, i: int, pairs: Sequence[tuple[tuple[bool, ...], tuple[bool, ...]]]
) -> VariantFigures:
    return VariantFigures(
        name,
        KS[i],
        _share([original[i] for original, _ in pairs]),
        _share([found[i] for _, found in pairs]),
        _share([found[i] - original[i] for original, found in pairs]),
    )


def _share(values: Sequence[float]) -> Figure:
    figure = mean_figure([float(value) for value in values])
    if figure is None:
        raise ValueError("a share of no questions")
    return figure
