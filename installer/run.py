"""`make run`: the window on the sample centre; without a display the same main job headless, with PDFs and screenshots to look at."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"


def has_display() -> bool:
    """A window can be shown here."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Make the sample centre where it is missing, then show it."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        sys.path.insert(0, str(ROOT))
        from installer.headless import main_job

        return main_job(OUT)
    folder = OUT / "sample-centre"
    program = [sys.executable, str(ROOT / "main.py")]
    if not folder.exists():
        subprocess.run([*program, "demo", str(folder)], check=True)
    return subprocess.run([*program, "--workspace", str(folder)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
