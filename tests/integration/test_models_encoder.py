"""The encoder on the real model: its vectors, its threads, its imports, its refusals."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.errors import WenbaoError
from index.models.encoder import OnnxEncoder, load_encoder
from index.models.manifest import ONNX_NAME, TOKENIZER_NAME, DamagedModelError, read_manifest

pytestmark = pytest.mark.model

TEXTS = (
    "2020年建成多少协商议事室",
    "现已建成协商议事室256个。",
    "好",
    "",
    "组织政协委员、联络组长、村支书开展业务培训500余人次。",
    "全区地区生产总值增长4.7％，一般公共预算收入３．１亿元。" * 4,
    "办好十件民生实事。" * 90,
)


@pytest.fixture(scope="module")
def encoder(models_ready: Path) -> OnnxEncoder:
    return load_encoder("m3e-small")


def test_vectors_are_unit_float32_of_the_models_dimensions(encoder: OnnxEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimensions) == (len(TEXTS), 512)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_meaning_is_near(encoder: OnnxEncoder) -> None:
    question, answer, *_, other = encoder.encode(TEXTS)
    assert question @ answer > 0.8
    assert question @ answer > question @ other + 0.1


def test_a_vector_depends_on_its_text_alone(encoder: OnnxEncoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    order = list(range(len(TEXTS)))
    random.Random(7).shuffle(order)
    shuffled = encoder.encode([TEXTS[i] for i in order])
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(together[order], shuffled)


def test_more_texts_than_a_block_keep_their_order(encoder: OnnxEncoder) -> None:
    texts = [f"第{number}项" for number in range(600)]
    done: list[int] = []
    vectors = encoder.encode(texts, progress=done.append)
    assert sum(done) == 600
    assert len(done) > 1
    for row in (0, 255, 256, 599):
        np.testing.assert_array_equal(vectors[row], encoder.encode([texts[row]])[0])


def test_several_threads_may_share_an_encoder(encoder: OnnxEncoder) -> None:
    expected = encoder.encode(TEXTS)
    with ThreadPoolExecutor(8) as pool:
        for vectors in pool.map(lambda _: encoder.encode(TEXTS), range(16)):
            np.testing.assert_array_equal(vectors, expected)


def test_the_number_of_threads_changes_nothing(models_ready: Path, encoder: OnnxEncoder) -> None:
    one = OnnxEncoder(models_ready, read_manifest(models_ready), threads=1)
    np.testing.assert_array_equal(one.encode(TEXTS), encoder.encode(TEXTS))


def test_text_beyond_512_tokens_is_cut_off(encoder: OnnxEncoder) -> None:
    # 510 characters and the two special tokens fill the model.
    full = "办" * 510
    cut, longer, shorter = encoder.encode([full, full + "民生实事" * 50, full[:-1]])
    np.testing.assert_array_equal(cut, longer)
    assert not np.array_equal(cut, shorter)


def test_no_texts_give_no_vectors(encoder: OnnxEncoder) -> None:
    assert encoder.encode([]).shape == (0, 512)


def test_a_broken_character_does_not_stop_it(encoder: OnnxEncoder) -> None:
    np.testing.assert_array_equal(encoder.encode(["坏\udc80字"]), encoder.encode(["坏?字"]))


def test_a_question_is_encoded_without_torch(models_ready: Path) -> None:
    code = (
        "import sys\n"
        "from index.models.encoder import load_encoder\n"
        "assert load_encoder('m3e-small').encode(['建成多少'], query=True).shape == (1, 512)\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'onnx', 'huggingface_hub'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )
    assert (finished.returncode, finished.stdout.strip()) == (0, "[]"), finished.stderr


def test_a_model_that_is_not_there_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(WenbaoError, match=r"尚未安装.*wenbao setup") as caught:
        load_encoder("m3e-small", tmp_path)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("name", [ONNX_NAME, TOKENIZER_NAME])
@pytest.mark.parametrize("how", ["flip", "cut", "remove"])
def test_a_damaged_model_is_refused(
    models_ready: Path, tmp_path: Path, name: str, how: str
) -> None:
    folder = tmp_path / models_ready.name
    folder.mkdir()
    for kept in ("manifest.json", ONNX_NAME, TOKENIZER_NAME):
        shutil.copyfile(models_ready / kept, folder / kept)
    load_encoder("m3e-small", tmp_path)
    path = folder / name
    data = bytearray(path.read_bytes())
    if how == "remove":
        path.unlink()
    elif how == "cut":
        path.write_bytes(data[:-1])
    else:
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    with pytest.raises(DamagedModelError, match=rf"{name}.*wenbao setup"):
        load_encoder("m3e-small", tmp_path)
