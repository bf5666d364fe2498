"""Run every bench of this folder and print one table: `python -m tests.bench [part of a name]`."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TARGETS = {
    "rules: 200": "≤ 5",
    "rules: 1,000": "≈ 1 (linear)",
    "100 certificates, one file each": "≤ 1.2",
    "100 certificates in one file": "≤ 1.3",
    "start to a painted": "≤ 0.6 s",
    "grid": "≤ 1",
}
"""What quality.md asks of rows that do not say it themselves."""


def main(wanted: str) -> None:
    """Print name, ours, floor, ratio and target of every row whose bench has `wanted` in its name."""
    print(f"{'what':<72} {'ours':>10} {'floor':>10} {'ratio':>7}  target")
    for file in sorted(file for file in Path(__file__).parent.glob("bench_*.py") if wanted in file.stem):
        for row in importlib.import_module(f"tests.bench.{file.stem}").rows():
            target = row.target or next((text for name, text in TARGETS.items() if row.name.startswith(name)), "")
            print(f"{row.name:<72} {row.ours:>10.3f} {row.floor:>10.3f} {row.ratio:>7.2f}  {target}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
