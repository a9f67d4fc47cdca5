"""Who was given what, and how often; off until it is asked for."""

import gc
import threading
from datetime import datetime, timezone

import stageline

FILES = {
    "config/environments.yaml": "environments: {staging: {}, production: {tier: production}}",
    "config/feature-flags.yaml": """\
feature_flags:
  search: true
  theme: {variants: {dark: "#000", light: "#fff"}, default: light}
  half: {default: false, production: {rollout: {percentage: 50}}}
""",
}

NOON = datetime(2027, 1, 1, 12, tzinfo=timezone.utc)


def project() -> stageline.Project:
    return stageline.Project.from_files(FILES)


def test_every_question_for_a_value_is_noted_in_order() -> None:
    of = project()
    flags = of.environment("production").flags
    context = flags.context("user-1", now=NOON)
    theme = flags.handle("theme", "none")
    theme.value(context)
    with of.exposures() as exposures:
        theme.value(context)
        theme.details({"targeting_key": 17})
        flags.value("search", None, False)
        flags.evaluate_many(["half", "search"], context)
        flags.value("half", {}, False)
        flags.evaluate_all(context)
        flags.explain("search", context)
        seen = exposures.drain()
        assert exposures.drain() == ()
    assert [(each.flag, each.targeting_key) for each in seen] == [
        ("theme", "user-1"),
        ("theme", "17"),
        ("search", None),
        ("half", "user-1"),
        ("search", "user-1"),
        ("half", None),
    ]
    first, failed = seen[0], seen[-1]
    assert (first.environment, first.variant, first.value, first.reason) == (
        "production",
        "light",
        "#fff",
        flags.evaluate("theme").reason,
    )
    assert first.at == NOON
    assert (failed.value, failed.error_code) == (None, "TARGETING_KEY_MISSING")
    assert "user-1" not in f"{first} {first!r}"
    assert first.to_dict()["targeting_key"] == "user-1"


def test_what_does_not_fit_is_dropped_and_counted() -> None:
    of = project()
    search = of.environment("production").flags.handle("search", False)
    exposures = of.exposures(3)
    assert exposures.capacity == 3
    for _ in range(10):
        assert search.value() is True
    assert exposures.dropped == 7
    assert len(exposures.drain(2)) == 2
    assert len(exposures.drain()) == 1
    assert repr(exposures) == "<Exposures: up to 3, 7 dropped>"


def test_nothing_is_noted_once_the_reader_is_closed_or_forgotten() -> None:
    of = project()
    search = of.environment("production").flags.handle("search", False)
    exposures = of.exposures()
    search.value()
    exposures.close()
    search.value()
    assert (exposures.drain(), exposures.capacity, repr(exposures)) == (
        (),
        0,
        "<Exposures: closed>",
    )
    of.exposures()
    gc.collect()
    search.value()
    assert of.exposures().drain() == ()


def test_answers_are_counted_through_reloads_and_by_every_thread() -> None:
    of = project()
    flags = of.environment("production").flags
    theme, half = flags.handle("theme", "none"), flags.handle("half", False)
    theme.value()
    of.count_flags()

    def ask() -> None:
        for _ in range(100):
            theme.value()
            half.value()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    of.reload()
    of.environment("staging").flags.value("theme", None, "none")
    theme.value()
    of.count_flags(False)
    theme.value()
    found = {(each.environment, each.flag, each.gives): each for each in of.flag_counts()}
    assert found["production", "theme", "light"].count == 401
    assert found["staging", "theme", "light"].count == 1
    failed = found["production", "half", None]
    assert (failed.failed, failed.count) == (True, 400)
    assert str(failed) == "half in production gave an error: 400 times"
    assert failed.to_dict()["count"] == 400
