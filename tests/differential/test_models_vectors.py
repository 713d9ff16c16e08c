"""One model, four ways to its vectors: int8 and float32, with and without sentence-transformers."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from index.errors import WenbaoError
from index.models.convert import CHECK_SENTENCES, MIN_COSINE
from index.models.encoder import OnnxEncoder, load_encoder
from index.models.sentence_transformer import TorchEncoder, bulk_encoder, load_float32, load_int8

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def texts(sample_report: Path) -> list[str]:
    """Sentences of the sample report, and the sentences that set-up checks with."""
    sentences = re.findall(r"[^。\s]+。", sample_report.read_text(encoding="utf-8"))
    return [*sentences[:60], *CHECK_SENTENCES]


@pytest.fixture(scope="module")
def encoder(models_ready: Path) -> OnnxEncoder:
    return load_encoder("m3e-small")


def test_int8_vectors_are_near_the_published_models(encoder: OnnxEncoder, texts: list[str]) -> None:
    published = load_float32("m3e-small").encode(texts, normalize_embeddings=True)
    cosines = (encoder.encode(texts) * published).sum(axis=1)
    assert cosines.mean() >= 0.99 > MIN_COSINE
    assert cosines.min() >= MIN_COSINE


def test_as_a_sentence_transformer_the_vectors_are_the_same(
    encoder: OnnxEncoder, texts: list[str]
) -> None:
    from sentence_transformers import SentenceTransformer

    wrapped = load_int8("m3e-small")
    assert isinstance(wrapped, SentenceTransformer)
    assert wrapped.get_embedding_dimension() == encoder.dimensions
    np.testing.assert_array_equal(wrapped.encode(texts, batch_size=7), encoder.encode(texts))


def test_the_tokens_are_those_of_sentence_transformers(encoder: OnnxEncoder) -> None:
    from tokenizers import Tokenizer

    published = load_float32("m3e-small").tokenizer
    ours = Tokenizer.from_file(str(Path(published.name_or_path) / "tokenizer.json"))
    for text in (*CHECK_SENTENCES[:5], "GDP３．１亿元 Wi-Fi\t①㎡", "龘𠮷", " 空 格 "):
        assert ours.encode(text).ids == published(text)["input_ids"]


def test_float32_in_bulk_has_the_same_interface_and_digest(
    encoder: OnnxEncoder, texts: list[str]
) -> None:
    bulk = TorchEncoder("m3e-small", None, "cpu")
    done: list[int] = []
    vectors = bulk.encode(texts, progress=done.append)
    assert sum(done) == len(texts)
    assert (bulk.name, bulk.digest, bulk.dimensions) == (
        encoder.name,
        encoder.digest,
        encoder.dimensions,
    )
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert ((vectors * encoder.encode(texts)).sum(axis=1)).mean() >= 0.99


def test_the_processor_is_the_default(models_ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WENBAO_DEVICE", raising=False)
    assert isinstance(bulk_encoder(model="m3e-small"), OnnxEncoder)


def test_a_device_that_is_not_there_is_refused(
    models_ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WENBAO_DEVICE", "cuda:99")
    with pytest.raises(WenbaoError, match=r"cuda:99.*WENBAO_DEVICE"):
        bulk_encoder(model="m3e-small")


def test_the_int8_wrapper_says_what_to_save_instead(models_ready: Path, tmp_path: Path) -> None:
    with pytest.raises(WenbaoError, match="load_float32"):
        load_int8("m3e-small")[0].save(str(tmp_path))
