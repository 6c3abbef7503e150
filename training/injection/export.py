"""Writes the trained tagger as an ONNX model of eight bits, in the layout that transformers.js reads.

    python -m training.injection.export --tagger FILE --base FOLDER --out models/injection-detector
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.injection.encoder import Tagger

POSITIONS = 128


def export(tagger: Tagger, base: Path, out: Path) -> None:
    (out / "onnx").mkdir(parents=True, exist_ok=True)
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
            floats, out / "onnx" / "model_quantized.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    onnx.checker.check_model(str(out / "onnx" / "model_quantized.onnx"))
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
