"""Writes the teacher as a folder that transformers.js and other ONNX runtimes load, for benchmarks and trials.

    python -m training.export_teacher OUT

OUT gets config.json, the tokenizer's files, onnx/model.onnx (float32) and onnx/model_quantized.onnx (int8 weights).
"""

import json
import shutil
import sys
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic

from .settings import TEACHER_FOLDER
from .teacher import build

TOKENIZER_FILES = ("config.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt")


def export(out: Path) -> None:
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    for name in TOKENIZER_FILES:
        shutil.copyfile(TEACHER_FOLDER / name, out / name)
    # The published file pads every text to 128 tokens and cuts it there; callers choose their own limits.
    tokenizer = json.loads((TEACHER_FOLDER / "tokenizer.json").read_text())
    tokenizer["truncation"] = tokenizer["padding"] = None
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False))
    onnx.save(build(), out / "onnx" / "model.onnx")
    quantize_dynamic(
        out / "onnx" / "model.onnx", out / "onnx" / "model_quantized.onnx", weight_type=QuantType.QInt8, per_channel=True
    )


if __name__ == "__main__":
    export(Path(sys.argv[1]))
