"""The span model: a BERT encoder with two scores a token, for the answer's start and its end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor, nn

    from qa.reader.batches import Target

#: The score of a token that can be no answer.
MASKED = -1e4


def build(base: Path, *, dropout: float = 0.1) -> nn.Module:
    """The span model with the weights of the encoder in `base` (a transformers folder).

    Attention dropout is off: with it PyTorch takes a path on CPUs that costs a third more.
    """
    import torch
    from transformers import AutoConfig, AutoModel

    torch.manual_seed(0)
    config = AutoConfig.from_pretrained(str(base), local_files_only=True)
    config.hidden_dropout_prob = dropout
    config.attention_probs_dropout_prob = 0.0
    encoder = AutoModel.from_pretrained(
        str(base), config=config, local_files_only=True, add_pooling_layer=False
    )
    return span_module(encoder, int(config.hidden_size))


def span_module(encoder: Any, width: int) -> nn.Module:
    """`encoder` with the two scores on top; forward gives (start, end), each (batch, tokens)."""
    import torch
    from torch import nn

    class SpanModel(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder
            self.scores = nn.Linear(width, 2)
            nn.init.normal_(self.scores.weight, std=0.02)
            nn.init.zeros_(self.scores.bias)

        def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor]:
            hidden = self.encoder(
                input_ids=ids, attention_mask=mask, token_type_ids=types
            ).last_hidden_state
            scores = self.scores(hidden.to(torch.float32))
            return scores[..., 0], scores[..., 1]

    return SpanModel()


def collate(batch: Sequence[Target]) -> dict[str, Tensor]:
    """Padded tensors of a batch: ids, mask, types, allowed (answer tokens and [CLS]), start, end.

    The length is padded to a multiple of eight.
    """
    import torch

    longest = max(len(item.window.ids) for item in batch)
    longest += -longest % 8
    shape = (len(batch), longest)
    ids = torch.zeros(shape, dtype=torch.long)
    types = torch.zeros(shape, dtype=torch.long)
    mask = torch.zeros(shape, dtype=torch.long)
    allowed = torch.zeros(shape, dtype=torch.bool)
    for row, item in enumerate(batch):
        window = item.window
        count = len(window.ids)
        ids[row, :count] = torch.tensor(window.ids)
        types[row, :count] = torch.tensor(window.types)
        mask[row, :count] = 1
        allowed[row, 0] = True
        allowed[row, window.first : window.first + len(window.offsets)] = True
    return {
        "ids": ids,
        "mask": mask,
        "types": types,
        "allowed": allowed,
        "start": torch.tensor([item.start for item in batch]),
        "end": torch.tensor([item.end for item in batch]),
    }


def span_loss(start: Tensor, end: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Mean cross-entropy of start and end over the tokens that may answer (Devlin et al. 2019)."""
    from torch.nn.functional import cross_entropy

    barred = ~batch["allowed"]
    losses = [
        cross_entropy(scores.masked_fill(barred, MASKED), gold)
        for scores, gold in ((start, batch["start"]), (end, batch["end"]))
    ]
    return (losses[0] + losses[1]) / 2
