"""No-answer examples mined from reading sets: the wrong paragraph that search ranks highest.

A reader that has seen only a question's own paragraph cannot rank paragraphs (Karpukhin et al.
2020: the negatives that teach most are BM25's best that lack the answer).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qa.reader.example_files import write_examples
from qa.reader.examples import Example
from qa.reader.mrc_sets import CORE, mrc_examples
from qa.reader.rules.draw import Draw

#: Of a hundred answered questions so many are asked of a wrong paragraph.
_ASKED = 60
#: Among so many of BM25's best a wrong paragraph is looked for.
_DEPTH = 6


def mined_examples(examples: Sequence[Example]) -> Iterator[Example]:
    """For a share of the answered questions, the best-ranked text that does not hold the answer.

    Every text of `examples` is a candidate; a text that holds the answer's words anywhere is
    passed over, for it may answer too.
    """
    import numpy as np

    from index.lexical import LexicalIndex

    texts = sorted({example.text for example in examples})
    if not texts:
        return
    plain = [_plain(text) for text in texts]
    index = LexicalIndex.build(texts)
    for example in examples:
        if example.answer is None or not Draw("mined", str(example.key)).chance(_ASKED):
            continue
        answer = _plain(example.text[slice(*example.answer)])
        scores = index.scores(example.question)
        for row in np.argsort(-scores, kind="stable")[:_DEPTH]:
            if scores[row] > 0 and texts[row] != example.text and answer not in plain[row]:
                yield Example(example.question, "", texts[row], None, f"mined:{example.source}")
                break


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def core_examples(folder: Path) -> Iterable[Example]:
    """The training sets' questions that are most like what is asked of reports."""
    return (example for example in mrc_examples(folder) if example.source in CORE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the mined examples of the training sets to a file and print how many a source."""
    import argparse
    import json

    parser = argparse.ArgumentParser(prog="python -m qa.reader.mined", description=main.__doc__)
    parser.add_argument("--mrc", type=Path, required=True, help="folder of the reading sets")
    parser.add_argument("--out", type=Path, required=True, help="examples to write (JSONL)")
    given = parser.parse_args(arguments)
    counts = write_examples(given.out, mined_examples(list(core_examples(given.mrc))))
    print(json.dumps({"examples": sum(counts.values()), **counts}, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
