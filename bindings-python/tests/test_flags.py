"""Flags: handles made at boot, asked ever after without an exception."""

import collections
import datetime
import threading
import time
import uuid
from typing import Any, get_args

import pytest
import stageline
from stageline import types

FLAGS = """\
feature_flags:
  search:
    default: false
    production: true
  limit:
    default: 9007199254740993
  ratio: {default: 1}
  banner: {default: {text: hello, sizes: [1, 2]}}
  theme:
    variants: {dark: "#000", light: "#fff"}
    default: light
    rules:
      - {when: "user.plan == 'pro'", serve: dark}
  half:
    default: false
    production:
      rollout: {percentage: 50}
"""

FILES = {
    "config/environments.yaml": "environments: {staging: {}, production: {tier: production}}",
    "config/feature-flags.yaml": FLAGS,
}


def flags() -> stageline.Flags:
    return stageline.Project.from_files(FILES).environment("production").flags


def test_a_handle_is_of_its_defaults_kind() -> None:
    of = flags()
    assert set(of.names) == {"banner", "half", "limit", "ratio", "search", "theme"}
    assert of.handle("search", False).value() is True
    limit = of.handle("limit", 0)
    assert limit.value() == 2**53 + 1
    ratio = of.handle("ratio", 0.5)
    assert (ratio.value(), type(ratio.value())) == (1.0, float)
    assert of.handle("theme", "x").value() == "#fff"
    assert of.handle("banner", None).value() == {"text": "hello", "sizes": [1, 2]}
    assert of.handle("banner", {}).value({}) == of.json("banner", []).value(None)
    assert (limit.name, limit.default, repr(limit)) == ("limit", 0, "<Flag limit in production>")


def test_an_unknown_name_and_a_wrong_kind_are_told_at_once() -> None:
    with pytest.raises(stageline.UnknownNameError) as unknown:
        flags().handle("serch", False)
    assert unknown.value.code == "E_UNKNOWN_FLAG"
    assert unknown.value.suggestions == ("search",)
    with pytest.raises(stageline.StagelineError) as wrong:
        flags().handle("limit", "text")
    assert wrong.value.code == "E_TYPE"
    assert str(wrong.value.place) == "config/feature-flags.yaml:6:14"
    with pytest.raises(OverflowError):
        flags().handle("limit", 2**70)


def test_a_context_may_be_prepared_or_a_mapping_or_nothing() -> None:
    of = flags()
    theme = of.text("theme", "none")
    pro: Any
    for pro in (
        of.context("u1", {"user": {"plan": "pro"}}),
        of.context("u1", {"user.plan": "pro"}),
        of.context("u1", user={"plan": "pro"}),
        {"targeting_key": "u1", "user": {"plan": "pro"}},
        collections.ChainMap({"user": {"plan": "pro"}}),
    ):
        assert theme.value(pro) == "#000"
    assert theme.value(of.context("u1", {"user.plan": "pro"}, user={"plan": "free"})) == "#fff"
    assert theme.value() == theme.value({}) == theme.value(None) == "#fff"


def test_the_targeting_key_decides_alike_however_it_is_given() -> None:
    of = flags()
    half = of.boolean("half", False)
    answers = [half.value(of.context(f"user-{at}")) for at in range(1000)]
    assert 400 < sum(answers) < 600
    assert answers == [half.value({"targeting_key": f"user-{at}"}) for at in range(1000)]
    assert half.value(of.context(17)) == half.value(of.context("17"))
    key = uuid.UUID(int=7)
    assert half.value(of.context(key)) == half.value(of.context(str(key)))
    missing = half.details()
    assert (missing.value, missing.reason, missing.error_code) == (
        False,
        "ERROR",
        "TARGETING_KEY_MISSING",
    )


def test_details_say_why_and_where() -> None:
    of = flags()
    theme = of.handle("theme", "none").details({"user": {"plan": "pro"}})
    assert (theme.flag, theme.value, theme.variant, theme.reason, theme.rule, theme.set_in) == (
        "theme",
        "#000",
        "dark",
        "TARGETING_MATCH",
        0,
        "default",
    )
    half = of.details("half", of.context("u1"), False)
    assert half.reason == "SPLIT"
    assert half.bucket is not None
    assert half.threshold == 2**31
    assert half.value == (half.bucket < half.threshold)
    assert half.set_in == "production"
    assert half.place is not None
    assert half.place.file == "config/feature-flags.yaml"
    search = of.evaluate("search")
    assert (
        str(search) == "search = true (STATIC, from production at config/feature-flags.yaml:4:17)"
    )
    assert {search.reason, half.reason, theme.reason} <= set(get_args(types.FlagReason))


def test_all_flags_are_answered_from_one_snapshot() -> None:
    all_of = flags().evaluate_all({"targeting_key": "u1"})
    assert sorted(all_of) == sorted(flags().names)
    assert all_of["limit"].value == 2**53 + 1
    assert all(details.error_code is None for details in all_of.values())


def test_an_explanation_names_every_part() -> None:
    explanation = flags().explain("theme", {"user": {"plan": "free"}})
    assert (explanation.value, explanation.environment) == ("#fff", "production")
    assert "rule" in {step["kind"] for step in explanation.steps}
    assert "theme" in str(explanation)
    assert explanation.to_dict()["flag"] == "theme"
    with pytest.raises(stageline.UnknownNameError):
        flags().explain("thme")


def test_nothing_of_one_mapping_is_left_for_the_next() -> None:
    of = flags()
    theme, half = of.text("theme", "none"), of.boolean("half", False)
    for _ in range(3):
        assert theme.value({"targeting_key": "u1", "user.plan": "pro", "x": [1]}) == "#000"
        assert theme.value({}) == "#fff"
        assert theme.value({"user.plan": "pro", "x": Odd()}) == "none"
        assert theme.value({"x": 1}) == "#fff"
        assert half.details({"targeting_key": "u1"}).error_code is None
        assert half.details({"x": 1}).error_code == "TARGETING_KEY_MISSING"


def test_a_mapping_whose_own_code_asks_flags_is_answered_all_the_same() -> None:
    of = flags()
    theme = of.text("theme", "none")
    asked: list[str] = []

    class Curious(collections.UserDict[str, Any]):
        def __iter__(self) -> Any:
            asked.append(theme.value({"user.plan": "free"}))
            return super().__iter__()

    class Day(datetime.date):
        def isoformat(self) -> str:
            asked.append(theme.value({"user.plan": "free"}))
            return super().isoformat()

    assert theme.value(Curious({"user.plan": "pro"})) == "#000"
    assert of.context("u", {"day": Day(2027, 1, 1)}).error is not None
    assert theme.value({"user.plan": "pro", "list": [Curious({"a": 1})]}) == "#000"
    assert asked
    assert set(asked) == {"#fff"}


def test_mappings_are_answered_to_many_threads_at_once() -> None:
    of = flags()
    theme = of.text("theme", "none")
    wrong: list[str] = []

    def ask(plan: str, expected: str) -> None:
        for _ in range(500):
            if theme.value({"targeting_key": plan, "user": {"plan": plan}}) != expected:
                wrong.append(plan)

    pairs = [("pro", "#000"), ("free", "#fff")] * 3
    threads = [threading.Thread(target=ask, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


class Odd:
    pass


@pytest.mark.parametrize("wrong", [Odd(), {"a": Odd()}, [b"x"], {1: 2}])
def test_a_context_that_cannot_be_used_answers_the_default(wrong: Any) -> None:
    of = flags()
    theme = of.handle("theme", "mine")
    given: Any
    for given in (of.context("u1", {"x": wrong}), {"x": wrong}):
        assert theme.value(given) == "mine"
        assert of.value("theme", given, "mine") == "mine"
        details = theme.details(given)
        assert (details.value, details.reason, details.error_code) == (
            "mine",
            "ERROR",
            "INVALID_CONTEXT",
        )
        assert details.error_message is not None
        assert of.evaluate("theme", given).error_code == "INVALID_CONTEXT"
    assert of.context("u1", {"x": wrong}).error == (
        "the attribute `x` is nothing that contexts can hold"
    )
    assert of.context(Odd()).error is not None
    assert of.context("u1").error is None


def test_dates_and_times_with_a_zone_are_attributes_and_those_without_are_not() -> None:
    of = flags()
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
    assert of.context("u", at=now, on=now.date()).error is None
    assert of.context("u", at=now.replace(tzinfo=None)).error is not None


BUTTON = """feature_flags:
  button:
    variants: {red: "#f00", green: "#0f0"}
    default: red
    production: {split: {by: user.id, variants: {red: 50, green: 50}}}
  plain: {production: true}
"""


def buttons() -> stageline.Flags:
    files = {
        "config/environments.yaml": "environments: {production: {}}",
        "config/feature-flags.yaml": BUTTON,
    }
    return stageline.Project.from_files(files).environment("production").flags


@pytest.mark.parametrize(
    "wrong", [float("nan"), float("inf"), 0.5, True, 2**70, -(10**400), "\udc80"]
)
def test_what_cannot_be_hashed_leaves_only_flags_undecided_that_hash_it(wrong: Any) -> None:
    of = buttons()
    for given in ({"user.id": wrong}, {"user": {"id": wrong}}, of.context("u", {"user.id": wrong})):
        details = of.evaluate("button", given)
        assert (details.value, details.error_code) == ("#f00", "INVALID_CONTEXT")
        assert of.value("button", given, "mine") == "mine"
        assert of.value("plain", given, False) is True
    missing = of.evaluate("button", {"user.id": None})
    assert (missing.value, missing.error_code) == ("#f00", "TARGETING_KEY_MISSING")


def test_an_instant_is_one_key_whatever_its_zone() -> None:
    of = buttons()
    zone = datetime.timezone(datetime.timedelta(hours=2))
    for instant, text in (
        (datetime.datetime(2027, 1, 31, 11, tzinfo=zone), "2027-01-31T09:00:00Z"),
        (datetime.datetime(2027, 1, 31, 11, 0, 0, 250_000, zone), "2027-01-31T09:00:00.25Z"),
    ):
        bucket = of.evaluate("button", {"user.id": text}).bucket
        assert bucket is not None
        assert of.evaluate("button", {"user.id": instant}).bucket == bucket


def test_both_names_of_the_targeting_key_mean_it() -> None:
    files = {
        "config/environments.yaml": "environments: {production: {}}",
        "config/feature-flags.yaml": "feature_flags: {f: {rollout: {percentage: 100}}}",
    }
    of = stageline.Project.from_files(files).environment("production").flags
    for given in ({"targetingKey": "u"}, {"targeting_key": "u"}, of.context(targetingKey="u")):
        assert of.value("f", given, False) is True
    assert of.evaluate("f", {"TargetingKey": "u"}).error_code == "TARGETING_KEY_MISSING"


def test_a_wrong_type_of_context_is_the_callers_mistake() -> None:
    theme: Any = flags().handle("theme", "mine")
    for wrong in (3, "u1", ["u1"]):
        with pytest.raises(TypeError):
            theme.value(wrong)


def test_by_name_nothing_is_raised() -> None:
    of = flags()
    assert of.value("nothing", None, True) is True
    assert of.value("limit", None, "text") == "text"
    assert of.value("limit", None, 1) == 2**53 + 1
    assert of.value("banner", None, None) == {"text": "hello", "sizes": [1, 2]}
    details = of.details("nothing", {}, 1.5)
    assert (details.value, details.error_code) == (1.5, "FLAG_NOT_FOUND")
    assert of.details("limit", {}, True).error_code == "TYPE_MISMATCH"


def test_handles_follow_reloads_and_pinned_flags_do_not(tmp_path: Any) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    project = stageline.Project.open(tmp_path)
    live = project.environment("production").flags
    pinned = live.pinned()
    assert live.is_live
    assert not pinned.is_live
    assert not project.snapshot().environment("production").flags.is_live
    context = live.context("u1", {"user.plan": "pro"})
    search, theme = live.handle("search", False), live.handle("theme", "mine")
    before = pinned.handle("search", False)
    assert search.value(context) is True
    text = "feature_flags: {search: {default: false}}"
    (tmp_path / "config/feature-flags.yaml").write_text(text)
    project.reload()
    assert search.value(context) is False
    assert theme.value(context) == "mine"
    assert theme.details(context).error_code == "FLAG_NOT_FOUND"
    assert before.value(context) is True


def test_contexts_show_no_values() -> None:
    context = flags().context("customer-17", {"user.plan": "pro"})
    assert "customer-17" not in repr(context)
    assert "pro'" not in repr(context)


def test_annotations_may_name_the_kind() -> None:
    search: stageline.Flag[bool] = flags().handle("search", False)
    assert stageline.Flag[bool] is not None
    assert stageline.Details[bool] is not None
    assert search.value()


def test_a_question_costs_little() -> None:
    """Far above what a release build takes, to catch what is wrong by an order of magnitude."""
    of = flags()
    search, context = of.handle("search", False), of.context("u1", {"user.plan": "pro"})
    start = time.perf_counter()
    for _ in range(10_000):
        search.value(context)
    assert time.perf_counter() - start < 0.2
