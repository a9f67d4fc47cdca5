"""What tests put in the place of files and of the clock."""

import threading
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import stageline
from stageline.testing import fixed_clock, override_flags

pytest_plugins = ["pytester"]

FILES = {
    "config/environments.yaml": "environments: {staging: {}, production: {tier: production}}",
    "config/feature-flags.yaml": """\
feature_flags:
  search: false
  gated: {requires: [search], default: true}
  limit: 10
  ratio: {default: 0.5}
  theme: light
  page: {default: {columns: 1}}
  mixed: {variants: {on: true, loud: {volume: 11}}, default: on}
  sale:
    default: false
    schedule: [{at: 2027-01-01T00:00:00Z, set: {default: true}}]
  half: {default: false, production: {rollout: {percentage: 50}}}
""",
}

NEW_YEAR = datetime(2027, 1, 1, tzinfo=timezone.utc)


@pytest.fixture
def project() -> stageline.Project:
    return stageline.Project.from_files(FILES)


@pytest.fixture
def flags(project: stageline.Project) -> stageline.Flags:
    return project.environment("production").flags


def test_every_way_to_ask_gets_the_value_and_only_within_the_block(flags: stageline.Flags) -> None:
    search, context = flags.handle("search", False), flags.context("u1")
    with override_flags(flags, search=True):
        assert search.value(context) is True
        assert search.value() is True
        assert flags.value("search", context, False) is True
        assert flags.evaluate("search", context).value is True
        assert flags.evaluate_all(context)["search"].value is True
        assert flags.evaluate_many(["limit", "search"])[1].value is True
        assert flags.pinned().evaluate("search").value is True
        details = flags.details("search", context, False)
        assert (details.reason, details.set_in, details.place) == ("STATIC", "override", None)
        assert search.details().set_in == "override"
        assert flags.explain("search").value is True
        assert flags.compare(flags.pinned(), [context]).differences == ()
        assert flags.evaluate_all(context)["limit"].value == 10
    assert search.value(context) is False
    assert flags.evaluate("search").set_in == "default"


def test_each_kind_of_value_comes_back_as_it_was_given(flags: stageline.Flags) -> None:
    values = {"limit": 2**60, "ratio": 2, "theme": "dark", "page": {"columns": [1, {"a": None}]}}
    with override_flags(flags, values):
        assert flags.handle("limit", 0).value() == 2**60
        ratio = flags.handle("ratio", 0.0).value()
        assert (ratio, type(ratio)) == (2.0, float)
        assert flags.handle("theme", "none").value() == "dark"
        assert flags.handle("page", {}).value() == values["page"]
        assert flags.value("theme", None, 3) == 3
        wrong = flags.details("theme", None, 3)
        assert (wrong.value, wrong.error_code) == (3, "TYPE_MISMATCH")
        assert flags.json("theme", None).value() == "dark"
    mixed = flags.json("mixed", None)
    for given in ({"volume": 3}, False):
        with override_flags(flags, mixed=given):
            assert mixed.value() == given
            assert mixed.details().variant == "override"
    with override_flags(flags, mixed="loud"):
        assert (mixed.value(), mixed.details().variant) == ({"volume": 11}, "loud")


def test_flags_that_require_another_are_answered_accordingly(flags: stageline.Flags) -> None:
    gated = flags.handle("gated", False)
    assert gated.details().unmet == "search"
    with override_flags(flags, search=True):
        assert gated.value() is True


def test_flags_of_ones_own_leave_others_as_they_are(flags: stageline.Flags) -> None:
    search = flags.handle("search", False)
    own = flags.with_override("search", True).with_override("limit", 3)
    assert own.evaluate("search").value is True
    assert own.handle("limit", 0).value() == 3
    assert search.value() is False
    assert not own.is_live
    with pytest.raises(stageline.UnknownNameError):
        flags.with_override("serch", True)


def test_one_environment_is_meant(project: stageline.Project, flags: stageline.Flags) -> None:
    with override_flags(flags, search=True):
        assert project.environment("production").flags.value("search", None, False) is True
        assert project.environment("staging").flags.value("search", None, False) is False


def test_of_blocks_within_each_other_the_inner_one_counts(flags: stageline.Flags) -> None:
    theme = flags.handle("theme", "none")
    outer, inner = override_flags(flags, theme="dark"), override_flags(flags, theme="sepia")
    with outer, inner:
        assert theme.value() == "sepia"
        inner.remove("theme")
        assert theme.value() == "dark"
        inner.set("theme", "grey")
        assert theme.value() == "grey"
    assert theme.value() == "light"
    with pytest.raises(ZeroDivisionError), outer:
        1 / 0  # noqa: B018
    assert theme.value() == "light"


def test_a_mistyped_name_and_a_value_of_another_kind_are_told(flags: stageline.Flags) -> None:
    with pytest.raises(stageline.UnknownNameError) as unknown:
        override_flags(flags, serch=True)
    assert unknown.value.suggestions == ("search",)
    for wrong in ({"search": "yes"}, {"search": 1}, {"limit": True}, {"limit": "10"}, {"theme": 1}):
        with pytest.raises(stageline.LoadError) as caught:
            override_flags(flags, wrong)
        assert caught.value.code == "E_TYPE"
    with override_flags(flags) as block, pytest.raises(stageline.LoadError):
        block.set("limit", "10")
    assert flags.value("limit", None, 0) == 10


def test_other_threads_see_it_too(flags: stageline.Flags) -> None:
    seen: list[bool] = []
    search = flags.handle("search", False)
    with override_flags(flags, search=True):
        thread = threading.Thread(target=lambda: seen.append(search.value()))
        thread.start()
        thread.join()
    assert seen == [True]


def test_the_clock_stands_still_and_moves_when_told(flags: stageline.Flags) -> None:
    sale, before = flags.handle("sale", False), flags.context("u1")
    with fixed_clock(NEW_YEAR - timedelta(hours=1)) as clock:
        assert not sale.value(before)
        assert not sale.value()
        assert flags.evaluate("sale").valid_until == NEW_YEAR
        clock.advance(timedelta(hours=1))
        assert clock.now == NEW_YEAR
        assert sale.value(before)
        assert sale.value()
        assert not sale.value(before.at(NEW_YEAR - timedelta(days=1)))
        with fixed_clock(NEW_YEAR - timedelta(days=300)):
            assert not sale.value(before)
        assert sale.value(before)
        (change,) = flags.when_will("sale", now=NEW_YEAR - timedelta(days=1))
        assert change.at == NEW_YEAR
    assert sale.value() is (datetime.now(timezone.utc) >= NEW_YEAR)


@pytest.mark.parametrize("wrong", [datetime(2027, 1, 1), "2027-01-01T00:00:00Z"])
def test_a_clock_without_a_zone_is_refused_and_changes_nothing(
    flags: stageline.Flags, wrong: Any
) -> None:
    with pytest.raises(stageline.UsageError), fixed_clock(wrong):
        pass
    with fixed_clock(NEW_YEAR) as clock:
        with pytest.raises(stageline.UsageError):
            clock.set(wrong)
        assert clock.now == NEW_YEAR
        assert flags.evaluate("sale").value is True


def test_the_fixtures_end_with_the_test(pytester: pytest.Pytester) -> None:
    pytester.makeconftest('pytest_plugins = ["stageline.testing.plugin"]')
    pytester.makepyfile(
        f"""
        from datetime import datetime, timezone
        import stageline

        flags = stageline.Project.from_files({FILES!r}).environment("production").flags
        search, sale = flags.handle("search", False), flags.handle("sale", False)

        def test_within(override_flags, fixed_clock):
            override_flags(flags, search=True)
            fixed_clock(datetime(2027, 1, 2, tzinfo=timezone.utc))
            assert search.value() and sale.value()
            fixed_clock(datetime(2026, 1, 2, tzinfo=timezone.utc))
            assert not sale.value()

        def test_after(override_flags, fixed_clock):
            assert not search.value()
            fixed_clock(datetime(2026, 1, 2, tzinfo=timezone.utc))
            assert not sale.value()
        """
    )
    pytester.runpytest_inprocess().assert_outcomes(passed=2)
