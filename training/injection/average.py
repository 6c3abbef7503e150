"""Averages two taggers of which one was trained further from the other, weight by weight.

    python -m training.injection.average --first FILE --further FILE --share 0.5 --out FILE

What a stage learns about languages costs some of what was known before; half way between the two, nearly all of both is there
(Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

import argparse
from pathlib import Path

import torch

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=Path, required=True)
    parser.add_argument("--further", type=Path, required=True)
    parser.add_argument("--share", type=float, required=True, help="of the second")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    first, further = torch.load(chosen.first), torch.load(chosen.further)
    torch.save({name: torch.lerp(first[name], further[name], chosen.share) for name in further}, chosen.out)
