"""The package as people install it: the wheel, its import time, the panic guard."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
import stageline
from stageline import _stageline


def test_the_version_is_the_one_of_the_wheel() -> None:
    from importlib.metadata import version

    assert stageline.version() == stageline.__version__ == version("stageline")


def test_the_wheel_alone_is_enough_in_a_fresh_environment(tmp_path: Path) -> None:
    wheel = Path(os.environ["STAGELINE_WHEEL"])
    assert "-cp310-abi3-" in wheel.name
    venv.create(tmp_path, with_pip=False, symlinks=True)
    site = next(tmp_path.glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
        assert "stageline/py.typed" in archive.namelist()
    python = tmp_path / "bin" / "python"
    done = subprocess.run(
        [python, "-I", "-c", "import stageline; print(stageline.__file__, stageline.version())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str(site / "stageline/__init__.py"), stageline.version()]
    assert done.stderr == ""


def test_the_import_takes_less_than_15_ms_and_starts_no_thread() -> None:
    program = (
        "import sys, threading, time; start = time.process_time(); import stageline; "
        "print(time.process_time() - start, threading.active_count())"
    )
    runs = [
        subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, check=True)
        for _ in range(5)
    ]
    seconds, threads = zip(*(run.stdout.split() for run in runs), strict=True)
    assert min(map(float, seconds)) < 0.015
    assert set(threads) == {b"1"}


def test_a_panic_is_an_internal_error_that_names_its_place_and_not_its_message(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(stageline.InternalError) as caught:
        _stageline._panic_for_test("hunter2")
    error = caught.value
    assert isinstance(error, stageline.StagelineError)
    assert error.code == "E_INTERNAL"
    assert "bindings-python/src/lib.rs:" in str(error)
    assert "hunter2" not in f"{error} {error.help}"
    assert capfd.readouterr() == ("", "")
    assert stageline.version()
