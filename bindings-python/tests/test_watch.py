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


FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

LEAVINGS = {
    "exits": "sys.exit(0)",
    "forgets it": "del watch",
    "stops it": "watch.stop(); assert watch.is_stopped; assert watch.missed == 0",
    "leaves its block": "watch.__exit__(None, None, None)",
    "forgets all": "del watch, project; gc.collect()",
}


def run_forking(root: str, in_child: str) -> "subprocess.CompletedProcess[str]":
    """Runs this in a child of a process that watches; both must end well and say nothing."""
    program = f"""if True:
        import asyncio, gc, os, stageline, sys
        project = stageline.Project.open(sys.argv[1])
        flags = project.environment("production").flags
        watch = project.watch(quiet=0.02)
        child = os.fork()
        if child == 0:
            {in_child}
            sys.exit(0)
        _, status = os.waitpid(child, 0)
        watch.stop()
        sys.exit(os.waitstatus_to_exitcode(status))
    """
    # A warning of Python's own says that threads and forks go ill together.
    command = [sys.executable, "-W", "error", "-W", "ignore::DeprecationWarning"]
    command += ["-c", program, root]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@FORKS
@pytest.mark.parametrize("how", LEAVINGS)
def test_a_forked_child_gets_rid_of_a_watch_in_every_way(
    project: stageline.Project, how: str
) -> None:
    done = run_forking(project.root.path, LEAVINGS[how])
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@FORKS
@pytest.mark.parametrize(
    "wait",
    [
        "watch.wait(0)",
        "watch.wait()",
        "next(watch)",
        "list(watch)",
        "asyncio.run(anext(aiter(watch)))",
    ],
)
def test_a_forked_child_that_waits_for_a_watch_is_told_that_it_has_none(
    project: stageline.Project, wait: str
) -> None:
    in_child = f"""
            try:
                {wait}
            except stageline.UsageError as error:
                assert error.code == "E_USAGE"
                assert "forked" in error.message
                assert "watch the project anew" in error.help
                os._exit(0)
            os._exit(7)"""
    done = run_forking(project.root.path, in_child)
    assert (done.returncode, done.stderr) == (0, "")


@FORKS
def test_a_forked_child_reloads_and_watches_anew(project: stageline.Project) -> None:
    in_child = f"""
            with open(os.path.join(sys.argv[1], {FLAGS!r}), "w") as file:
                file.write("feature_flags: {{search: {{production: true}}}}")
            project.reload()
            assert flags.value("search", None, False) is True
            with project.watch(quiet=0.02) as mine:
                assert not mine.is_stopped
                with open(os.path.join(sys.argv[1], {FLAGS!r}), "w") as file:
                    file.write("feature_flags: {{search: {{production: false}}}}")
                assert mine.wait(20) is not None
                while flags.value("search", None, True):
                    mine.wait(1)"""
    done = run_forking(project.root.path, in_child)
    assert (done.returncode, done.stderr) == (0, "")


@FORKS
def test_forks_while_files_are_read_again_leave_no_lock_behind(
    project: stageline.Project,
) -> None:
    program = """if True:
        import os, stageline, sys, threading
        root = sys.argv[1]
        project = stageline.Project.open(root)
        watch = project.watch(quiet=0)
        ended = threading.Event()
        def write():
            for turn in range(100_000):
                if ended.is_set():
                    return
                with open(os.path.join(root, "config/feature-flags.yaml"), "w") as file:
                    file.write(f"feature_flags: {{search: {{production: {turn}}}}}")
        writer = threading.Thread(target=write)
        writer.start()
        for turn in range(100):
            child = os.fork()
            if child == 0:
                try:
                    project.reload()
                except stageline.LoadError:
                    pass  # The file was half written.
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 0
        ended.set()
        writer.join()
        watch.stop()
    """
    command = [sys.executable, "-W", "ignore::DeprecationWarning"]
    command += ["-c", program, project.root.path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")


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
