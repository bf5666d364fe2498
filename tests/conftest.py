"""Shared fixtures: fixed clock, an empty workspace, no screen needed."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from filelock import FileLock
from sqlalchemy import Engine

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from models import migrations
from models.store import DATABASE_NAME, make_engine
from services import secrets
from services.clock import FixedClock
from services.sample import centre
from services.workspace import Workspace, create_workspace, open_workspace


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hashes of the same kind at the least cost; what ours cost is proved in test_accounts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The tables of a new file, made once by the migrations, then written as one script; files with tables are migrated as ever."""
    bring = migrations.ensure_current
    path = tmp_path_factory.mktemp("tables") / DATABASE_NAME
    engine = make_engine(path, read_only=False)
    bring(path, engine, lambda: None)
    engine.dispose()
    with closing(sqlite3.connect(path)) as made:
        script = "\n".join(made.iterdump())

    def ensure_current(path: Path, engine: Engine, back_up: Callable[[], object]) -> None:
        if path.exists() and path.stat().st_size:
            bring(path, engine, back_up)
            return
        with closing(engine.raw_connection()) as connection:
            connection.executescript(script)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "ensure_current", ensure_current)
        yield


@pytest.fixture
def clock() -> FixedClock:
    """Nine o'clock on Monday 2 November 2026."""
    return FixedClock.on(date(2026, 11, 2))


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """An empty workspace of a centre named 测试中心."""
    made = create_workspace(tmp_path / "centre", name="测试中心", clock=clock)
    yield made
    made.close()


SAMPLE_DAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample centre of 22 November 2026 in a folder to be copied, made once for all test processes."""
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    folder = place / "sample-centre"
    with FileLock(place / "sample-centre.lock"):
        if not folder.exists():
            made = centre.make(place / "sample-centre-in-work", today=SAMPLE_DAY)
            made.close()
            made.folder.rename(folder)
    return folder


@pytest.fixture
def sample(sample_template: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the sample centre, open."""
    shutil.copytree(sample_template, tmp_path / "sample")
    opened = open_workspace(tmp_path / "sample", clock=FixedClock.on(SAMPLE_DAY))
    yield opened
    opened.close()
