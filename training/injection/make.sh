#!/usr/bin/env bash
# Makes models/injection-detector and models/injection-ngrams from a folder of labelled texts: train.jsonl.gz is learned from,
# dev.jsonl.gz sets thresholds, and nothing else is read. Goes on where it stopped; see README.md.
#
#     training/injection/make.sh FOLDER
set -euo pipefail
data="$(realpath "${1:?the folder of train.jsonl.gz and dev.jsonl.gz}")"
cd "$(dirname "$0")/../.."
source training/injection/prepare.sh

if [ ! -e "$work/tagger.pt" ]; then
  $python -m training.injection.train --base "$base" --out "$work" "${stages[@]}"
fi
# What languages cost of the rest, the mean of before and after gives back; from there it goes on once more.
before="$work/tagger.pt"
for round in 1 2; do
  further="$work/languages-$round"
  steps="$((3000 - 500 * round))"
  if [ ! -e "$further/tagger.pt" ]; then
    $python -m training.injection.train --go-on-from "$before" --rate 1.2e-4 --seed "$((20261121 + round))" \
      --stage "$work/languages.jsonl" "$steps" --base "$base" --out "$further"
  fi
  $python -m training.injection.average --first "$before" --further "$further/tagger.pt" --share 0.5 --out "$further/mean.pt"
  before="$further/mean.pt"
done
$python -m training.injection.export --tagger "$before" --base "$base" --out models/injection-detector
$python -m training.injection.ngrams --rows "$work/all.jsonl" --work "$work" --out models/injection-ngrams
$python -m training.injection.finish --rows "$work/all.jsonl" --dev "$data/dev.jsonl.gz" --work "$work"
