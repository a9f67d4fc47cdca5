"""Tells the build which tests were skipped, so that none is skipped in silence."""

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and (path := os.environ.get("STAGELINE_SKIPS")):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        with open(path, "a", encoding="utf-8") as skips:
            skips.write(f"{reason.removeprefix('Skipped: ')} ({item.nodeid})\n")
    return report
