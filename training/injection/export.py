"""Writes the trained tagger as an ONNX model of eight bits, in the layout that transformers.js reads.

    python -m training.injection.export --tagger FILE --base FOLDER --out models/injection-detector
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.injection.encoder import Tagger

POSITIONS = 128
# What goes into a matrix is rounded to eight bits, too, by one scale for a whole batch, and a few large values leave the others little. In the first layers that
# costs the most, and what they get wrong all others build on: they store eight bits and reckon with floats.
RECKON_WITH_FLOATS = tuple(f"/layers.{layer}/" for layer in range(3))


def store_in_eight_bits(graph: onnx.GraphProto) -> None:
    """Of each matrix that is reckoned with as floats, eight bits by output and a scale. The runtime makes floats of them when it loads the model."""
    matrices = {one.name: one for one in graph.initializer}
    for node in [node for node in graph.node if node.op_type == "MatMul" and node.input[1] in matrices]:
        name = node.input[1]
        weight = numpy_helper.to_array(matrices[name])
        scale = (np.abs(weight).max(axis=0) / 127).astype(np.float32)
        stored = {"quantized": np.round(weight / scale).astype(np.int8), "scale": scale}
        graph.initializer.remove(matrices[name])
        graph.initializer.extend(numpy_helper.from_array(value, f"{name}_{part}") for part, value in stored.items())
        cast = helper.make_node("Cast", [f"{name}_quantized"], [f"{name}_floats"], to=TensorProto.FLOAT)
        for first in (helper.make_node("Mul", [f"{name}_floats", f"{name}_scale"], [name]), cast):
            graph.node.insert(0, first)


def export(tagger: Tagger, base: Path, out: Path) -> None:
    quantized = out / "onnx" / "model_quantized.onnx"
    quantized.parent.mkdir(parents=True, exist_ok=True)
    tagger.eval()
    # Windows have 128 tokens: the rest of the positions would be dead weight.
    tagger.positions = torch.nn.Embedding.from_pretrained(tagger.positions.weight[:POSITIONS].detach())
    ids = torch.ones(2, 16, dtype=torch.int64)
    axes = {0: "batch", 1: "tokens"}
    with tempfile.TemporaryDirectory() as folder:
        floats = Path(folder) / "model.onnx"
        torch.onnx.export(
            tagger,
            (ids, torch.ones_like(ids)),
            floats,
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "logits": axes},
            opset_version=17,
            dynamo=False,
        )
        # Seven bits of eight: with all eight, sums overflow on processors without VNNI, and scores would hang on the machine.
        quantize_dynamic(
            floats,
            quantized,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            nodes_to_exclude=[node.name for node in onnx.load(floats).graph.node if node.name.startswith(RECKON_WITH_FLOATS)],
        )
    model = onnx.load(quantized)
    store_in_eight_bits(model.graph)
    onnx.save(model, quantized)
    onnx.checker.check_model(str(quantized))
    shutil.copy(base / "vocab.txt", out / "vocab.txt")
    config = {
        "model_type": "bert",
        "hidden_size": 384,
        "num_hidden_layers": 6,
        "num_attention_heads": 12,
        "intermediate_size": 1536,
        "max_position_embeddings": POSITIONS,
        "vocab_size": 30522,
        "pad_token_id": 0,
        "id2label": {"0": "INSTRUCTION", "1": "WINDOW"},
        "label2id": {"INSTRUCTION": 0, "WINDOW": 1},
    }
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tagger", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    tagger = Tagger()
    tagger.load_state_dict(torch.load(chosen.tagger))
    export(tagger, chosen.base, chosen.out)
