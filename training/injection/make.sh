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
if [ ! -e "$work/languages/tagger.pt" ]; then
  $python -m training.injection.train --go-on-from "$work/tagger.pt" --rate 1.2e-4 --stage "$work/languages.jsonl" 2500 \
    --base "$base" --out "$work/languages"
fi
$python -m training.injection.average --first "$work/tagger.pt" --further "$work/languages/tagger.pt" --share 0.5 --out "$work/averaged.pt"
$python -m training.injection.export --tagger "$work/averaged.pt" --base "$base" --out models/injection-detector
$python -m training.injection.ngrams --rows "$work/all.jsonl" --work "$work" --out models/injection-ngrams
$python -m training.injection.finish --rows "$work/all.jsonl" --dev "$data/dev.jsonl.gz" --work "$work"
