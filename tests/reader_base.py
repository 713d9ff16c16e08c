"""A tiny encoder with its tokenizer, made on the spot: real code on real, small weights."""

from __future__ import annotations

from pathlib import Path

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    *"年月日个多少建成协商议事室公里路家企业新增长百分之了全区，。：年度报告回顾广丰江%",
    *"0123456789",
    "##0",
    "##2",
    "##5",
    "##6",
    "20",
    "25",
]


def make_tokenizer(folder: Path) -> Path:
    """Write a `tokenizer.json` of a BERT tokenizer with a small vocabulary; returns its path."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer

    words = {word: number for number, word in enumerate(dict.fromkeys(VOCABULARY))}
    tokenizer = Tokenizer(WordPiece(words, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tokenizer.json"
    tokenizer.save(str(path))
    return path


def make_base(folder: Path) -> Path:
    """Write a one-layer encoder of 32 dimensions beside its tokenizer; returns the folder."""
    import torch
    from transformers import BertConfig, BertModel

    make_tokenizer(folder)
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(dict.fromkeys(VOCABULARY)),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder
