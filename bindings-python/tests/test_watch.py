"""Projects that follow their files."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import stageline

FLAGS = "config/feature-flags.yaml"
FILES = {
    "config/environments.yaml": "environments: {staging: {}, production: {tier: production}}",
    FLAGS: "feature_flags: {search: {production: false}}",
}


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> stageline.Project:
    for path, text in FILES.items():
        write(tmp_path, path, text)
    return stageline.Project.open(tmp_path)


def test_a_change_is_read_and_told_and_handles_follow(
    project: stageline.Project, tmp_path: Path
) -> None:
    search = project.environment("production").flags.handle("search", False)
    with project.watch(quiet=0.02) as watch:
        assert watch.wait(0) is None
        write(tmp_path, FLAGS, "feature_flags: {search: {production: true}}")
        event = watch.wait(10)
        assert event is not None
        assert (event.kind, event.paths, event.error) == ("reloaded", (FLAGS,), None)
        assert "production" in event.environments
        assert "reloaded `config/feature-flags.yaml`" in str(event)
        assert search.value() is True
        assert not watch.is_stopped
    assert watch.is_stopped
    assert list(watch) == []


def test_a_file_that_cannot_be_read_is_told_and_leaves_what_was_there(
    project: stageline.Project, tmp_path: Path
) -> None:
    with project.watch(quiet=0.02) as watch:
        write(tmp_path, FLAGS, "feature_flags: {search: [")
        event = watch.wait(10)
        assert event is not None
        assert event.kind == "failed"
        assert isinstance(event.error, stageline.LoadError)
        assert event.error.place is not None
        assert event.error.place.file == FLAGS
        assert (event.paths, event.environments) == ((), ())
        assert project.environment("production").flags.value("search", None, True) is False


def test_polling_finds_changes_too(project: stageline.Project, tmp_path: Path) -> None:
    with project.watch(quiet=0.02, poll=0.05) as watch:
        write(tmp_path, FLAGS, "feature_flags: {search: {production: true, staging: true}}")
        event = watch.wait(10)
        assert event is not None
        assert event.paths == (FLAGS,)


def test_a_loop_ends_when_the_watch_is_stopped(project: stageline.Project) -> None:
    watch = project.watch()
    threading.Timer(0.1, watch.stop).start()
    assert list(watch) == []
    assert watch.wait() is None
    assert (watch.missed, repr(watch)) == (0, "<Watch: stopped>")


def test_asyncio_hears_of_changes_while_it_does_other_things(
    project: stageline.Project, tmp_path: Path
) -> None:
    async def main() -> tuple[str, ...]:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0.01)

        other = asyncio.create_task(tick())
        with project.watch(quiet=0.02) as watch:
            write(tmp_path, FLAGS, "feature_flags: {search: {production: true}}")
            async for event in watch:
                other.cancel()
                assert ticks > 1
                return event.paths
        raise AssertionError("the watch has ended")

    assert asyncio.run(asyncio.wait_for(main(), 10)) == (FLAGS,)


def test_a_loop_of_asyncio_ends_when_stopped_or_cancelled(project: stageline.Project) -> None:
    async def hear(watch: stageline.Watch) -> list[stageline.WatchEvent]:
        return [event async for event in watch]

    async def main() -> None:
        watch = project.watch()
        asyncio.get_running_loop().call_later(0.1, watch.stop)
        assert await hear(watch) == []
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(hear(project.watch()), 0.1)

    asyncio.run(main())


def test_a_watch_keeps_no_process_alive(project: stageline.Project) -> None:
    program = (
        "import asyncio, stageline, sys\n"
        "project = stageline.Project.open(sys.argv[1])\n"
        "watch, other = project.watch(), project.watch()\n"
        "async def hear():\n"
        "    async for event in other: pass\n"
        "async def main():\n"
        "    task = asyncio.create_task(hear()); await asyncio.sleep(0.1)\n"
        "asyncio.run(main()); print('done')"
    )
    command = [sys.executable, "-W", "error", "-c", program, project.root.path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    assert (done.stdout, done.stderr) == ("done\n", "")


@pytest.mark.skipif(not hasattr(signal, "SIGINT") or os.name == "nt", reason="needs signals")
def test_an_interrupt_ends_the_wait_at_once(project: stageline.Project) -> None:
    # A shell that starts this in the background has it ignore interrupts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        interrupted(project)
    finally:
        signal.signal(signal.SIGINT, before)


def interrupted(project: stageline.Project) -> None:
    with project.watch() as watch:
        main = threading.main_thread().ident
        assert main is not None
        start = time.perf_counter()
        threading.Timer(0.1, signal.pthread_kill, (main, signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            watch.wait(10)
        assert time.perf_counter() - start < 5


def test_what_cannot_be_watched_is_told() -> None:
    with pytest.raises(stageline.UsageError) as caught:
        stageline.Project.from_files(FILES).watch()
    assert caught.value.code == "E_USAGE"


@pytest.mark.parametrize("wrong", [-1.0, float("nan"), float("inf")])
def test_a_length_of_time_that_is_none_is_told(project: stageline.Project, wrong: float) -> None:
    with pytest.raises(stageline.UsageError, match="no length of time"):
        project.watch(quiet=wrong)
    with project.watch() as watch, pytest.raises(stageline.UsageError):
        watch.wait(wrong)
