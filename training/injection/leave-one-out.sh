#!/usr/bin/env bash
# Says what the detector finds of a source of attacks that it did not learn from; see leave_one_out.py, whose arguments are passed on. Changes nothing in
# models/. Goes on where it stopped.
#
#     training/injection/leave-one-out.sh FOLDER
set -euo pipefail
data="$(realpath "${1:?the folder of train.jsonl.gz and dev.jsonl.gz}")"
cd "$(dirname "$0")/../.."
source training/injection/prepare.sh

$python -m training.injection.leave_one_out --data "$data" --base "$base" --work "$work" "${stages[@]}" "${@:2}"
