"""The encoder with its two heads: BERT as all-MiniLM-L6-v2 has it, and one linear layer that says of each token whether it belongs to an
instruction to a model, and of the first token whether the window holds one."""

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

WIDTH, LAYERS, HEADS = 384, 6, 12
EPSILON = 1e-12


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x: torch.Tensor, bias: torch.Tensor, dropout: float) -> torch.Tensor:
        batch, length, _ = x.shape

        def heads(y: torch.Tensor) -> torch.Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        weights = torch.softmax(query @ key.transpose(2, 3) / (WIDTH // HEADS) ** 0.5 + bias, dim=-1)
        mixed = (weights @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.attended_norm(x + F.dropout(self.attended(mixed), dropout, self.training))
        return self.norm(x + F.dropout(self.down(F.gelu(self.up(x))), dropout, self.training))


class Tagger(nn.Module):
    """`logits[batch, token, 0]`: the token is part of an instruction; `logits[batch, 0, 1]`: the window holds one."""

    def __init__(self, vocabulary: int = 30_522, positions: int = 512, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = dropout
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(positions, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.embedded_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, 2)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def embed(self, input_ids: torch.Tensor) -> torch.Tensor:
        places = torch.arange(input_ids.shape[1])
        return self.embedded_norm(self.words(input_ids) + self.positions(places) + self.kind)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        bias = (1.0 - attention_mask[:, None, None, :].float()) * -1e4
        x = self.embed(input_ids)
        for layer in self.layers:
            x = layer(x, bias, self.dropout)
        return self.head(x)

    def freeze_below(self, layer: int) -> None:
        """Embeddings and the first layers stay as they are: a fifth of the time, and what words mean does not change with this task."""
        for part in (self.words, self.positions, self.embedded_norm, *self.layers[:layer]):
            part.requires_grad_(False)
        self.kind.requires_grad_(False)


def load_base(path: Path, dropout: float) -> Tagger:
    """The tagger with the published weights of the sentence encoder and fresh heads."""
    stored = load_file(path)
    tagger = Tagger(dropout=dropout)
    named = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "embedded_norm.weight": "embeddings.LayerNorm.weight",
        "embedded_norm.bias": "embeddings.LayerNorm.bias",
    }
    inner = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "attended": "attention.output.dense",
        "attended_norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm": "output.LayerNorm",
    }
    for layer in range(LAYERS):
        for ours, theirs in inner.items():
            for part in ("weight", "bias"):
                named[f"layers.{layer}.{ours}.{part}"] = f"encoder.layer.{layer}.{theirs}.{part}"
    state = {ours: stored[theirs] for ours, theirs in named.items()}
    state["kind"] = stored["embeddings.token_type_embeddings.weight"][0]
    missing, unexpected = tagger.load_state_dict(state, strict=False)
    if set(missing) != {"head.weight", "head.bias"} or unexpected:
        raise ValueError(f"the base does not fit: {missing} {unexpected}")
    return tagger
