"""Reads the tagger back from the ONNX model that ships, to go on from it where the float weights of its training are gone. Each matrix has what eight bits kept.

    python -m training.injection.shipped --model models/injection-detector/onnx/model_quantized.onnx --out tagger.pt
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.injection.encoder import Tagger

STORED = ("_quantized", "_scale", "_zero_point")


def read_tagger(model: Path) -> Tagger:
    graph = onnx.load(str(model)).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}

    def floats(name: str) -> torch.Tensor:
        quantized = stored[f"{name}_quantized"].astype(np.float32) - stored.get(f"{name}_zero_point", np.float32(0))
        return torch.tensor(quantized * stored[f"{name}_scale"])

    state = {name: torch.tensor(value) for name, value in stored.items() if not name.endswith(STORED)}
    for name in ("words.weight", "positions.weight"):
        state[name] = floats(name)
    for node in graph.node:
        if not node.op_type.startswith("MatMul"):
            continue
        # `/layers.0/query/MatMul` multiplies by the transposed weight of layers.0.query.
        matrix = node.input[1].removesuffix("_quantized")
        if f"{matrix}_quantized" in stored:
            part, _, _ = node.name.strip("/").rpartition("/")
            state[f"{part.replace('/', '.')}.weight"] = floats(matrix).T.contiguous()
    tagger = Tagger(positions=len(state["positions.weight"]))
    tagger.load_state_dict(state)
    return tagger


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    torch.save(read_tagger(chosen.model).state_dict(), chosen.out)
