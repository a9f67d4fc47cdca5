"""The engine's events are told to `logging.getLogger("stageline")`, and to nobody else."""

import logging
import subprocess
import sys

import pytest
import stageline
from test_project import FILES


def test_events_reach_the_logger_when_it_is_enabled(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="stageline"):
        stageline.Project.from_files(FILES)
    assert [(record.name, record.levelname) for record in caplog.records] == [
        ("stageline", "DEBUG")
    ]
    assert caplog.messages == [f'open root="memory": opened files={len(FILES)}']


def test_a_logger_that_is_not_enabled_hears_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="stageline"):
        stageline.Project.from_files(FILES)
    assert caplog.records == []


def test_a_handler_may_call_stageline_again() -> None:
    project = stageline.Project.from_files(FILES)
    heard: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())
            if len(heard) == 1:
                project.reload()

    logger = logging.getLogger("stageline")
    handler = Handler(logging.DEBUG)
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        project.reload()
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
    assert len(heard) == 2


def test_nothing_is_printed_and_logging_is_not_imported() -> None:
    program = (
        "import sys, stageline\n"
        "stageline.Project.from_files({'config/environments.yaml': 'environments: {a: {}}'})\n"
        "assert 'logging' not in sys.modules and 'asyncio' not in sys.modules\n"
        "import logging\n"
        "stageline.Project.from_files({'config/environments.yaml': 'environments: {a: {}}'})\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
