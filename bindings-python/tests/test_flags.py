"""Flags: handles made at boot, asked ever after without an exception."""

import collections
import datetime
import decimal
import json
import threading
import time
import uuid
from collections.abc import Callable
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


class Trap(collections.UserDict[str, Any]):
    """A mapping whose own code raises."""

    def __init__(self, raises: BaseException) -> None:
        super().__init__({"targeting_key": "u1"})
        self.raises = raises

    def __getitem__(self, key: str) -> Any:
        raise self.raises


@pytest.mark.parametrize(
    "wrong", [3, "u1", ["u1"], Odd(), Trap(RuntimeError("secret")), {"x": Trap(KeyError("x"))}]
)
def test_a_context_that_is_none_or_cannot_be_read_answers_the_default(wrong: Any) -> None:
    of = flags()
    theme = of.handle("theme", "mine")
    asked: list[Any] = [wrong]
    if not isinstance(wrong, (int, str)):
        asked.append(of.context("u1", wrong))
    for given in asked:
        assert theme.value(given) == of.value("theme", given, "mine") == "mine"
        for details in (
            theme.details(given),
            of.details("theme", given, "mine"),
            of.evaluate("theme", given),
            of.evaluate_all(given)["theme"],
            of.evaluate_many(["theme"], given)[0],
        ):
            assert (details.reason, details.error_code) == ("ERROR", "INVALID_CONTEXT")
            assert "secret" not in str(details)
    if len(asked) > 1:
        assert asked[1].error is not None


@pytest.mark.parametrize("raises", [KeyboardInterrupt(), SystemExit(3)])
def test_an_interrupt_while_a_context_is_read_is_no_answer(raises: BaseException) -> None:
    of = flags()
    with pytest.raises(type(raises)):
        of.value("theme", Trap(raises), "mine")
    with pytest.raises(type(raises)):
        of.context("u1", Trap(raises))
    assert of.value("theme", {}, "mine") == "#fff"


def test_a_wrong_number_of_arguments_is_the_callers_mistake() -> None:
    of: Any = flags()
    asks: list[Callable[[], object]] = [
        lambda: of.value("theme"),
        lambda: of.details("theme", {}),
        lambda: of.evaluate(),
        lambda: of.evaluate_many("theme"),
        lambda: of.handle("theme", "x").value({}, {}),
    ]
    for ask in asks:
        with pytest.raises(TypeError):
            ask()


@pytest.mark.parametrize("name", ["\ud800", 3, None, b"theme", Odd()])
def test_what_is_no_text_is_the_name_of_no_flag(name: Any) -> None:
    of = flags()
    assert of.value(name, None, True) is True
    for details in (of.details(name, {}, 1), of.evaluate(name)):
        assert (details.reason, details.error_code) == ("ERROR", "FLAG_NOT_FOUND")
        assert details.to_dict()["flag"] == details.flag


class Unreadable:
    def __repr__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    "default",
    [
        2**70,
        -(2**63) - 1,
        2**63,
        decimal.Decimal(1),
        datetime.datetime(2027, 1, 1),
        b"x",
        "\ud800",
        [Odd()],
        Trap(RuntimeError()),
        Unreadable(),
    ],
)
def test_a_default_that_no_flag_holds_is_given_as_it_is(default: Any) -> None:
    of = flags()
    for name in ("limit", "theme", "nothing"):
        assert of.value(name, None, default) is default
        details = of.details(name, {}, default)
        assert details.value is default
        assert (details.reason, details.error_code) == ("ERROR", "TYPE_MISMATCH")
        assert details.error_message is not None
        assert details.error_message.startswith("no flag holds such a default: ")
        assert "TYPE_MISMATCH" in str(details)


def nested(levels: int, of: Any) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = of(value)
    return value


def test_an_attribute_of_more_than_32_levels_leaves_every_flag_undecided() -> None:
    of = flags()
    ways: tuple[Any, ...] = (
        lambda below: {"b": below},
        lambda below: [below],
        lambda below: (below,),
        lambda below: collections.UserDict({"b": below}),
    )
    for way in ways:
        for given in ({"a": nested(32, way)}, of.context("u", a=nested(32, way))):
            assert of.value("search", given, False) is True
        key = uuid.UUID(int=7)
        assert of.evaluate("search", {"a": nested(31, way), "b": [key]}).error_code is None
        for levels in (33, 34, 300, 5000):
            deep = nested(levels, way)
            for given in ({"a": deep}, of.context("u", {"a": deep}), of.context(deep)):
                assert of.value("search", given, False) is False
                details = of.evaluate("search", given)
                assert (details.reason, details.error_code) == ("ERROR", "INVALID_CONTEXT")
                assert details.error_message is not None
                assert "deeper than 32 levels" in details.error_message
                assert of.evaluate("nothing", given).error_code == "FLAG_NOT_FOUND"
    assert of.value("search", {"x": 1}, False) is True
    assert of.context("u", a=nested(33, ways[0])).error == (
        "an attribute is nested deeper than 32 levels"
    )


def test_a_context_that_holds_itself_is_too_deep() -> None:
    of = flags()
    circle: dict[str, Any] = {"targeting_key": "u1"}
    circle["left"] = circle["right"] = circle
    assert of.evaluate("search", circle).error_code == "INVALID_CONTEXT"
    leaf: list[Any] = []
    leaf.append(leaf)
    assert of.evaluate("search", {"a": leaf}).error_code == "INVALID_CONTEXT"


def test_an_integer_that_a_number_would_round_is_none() -> None:
    of = flags()
    details = of.details("limit", None, 0.5)
    assert (details.value, details.error_code) == (0.5, "TYPE_MISMATCH")
    assert of.value("limit", None, 0.5) == 0.5
    assert of.value("limit", None, 7) == 2**53 + 1
    with pytest.raises(stageline.LoadError, match="a number would round") as wrong:
        of.number("limit", 0.5)
    assert (wrong.value.code, wrong.value.help) == ("E_TYPE", "ask for an integer")


def test_details_are_a_document_as_in_every_language() -> None:
    of = flags()
    details = of.details("half", of.context("u1"), False)
    place = details.place
    assert place is not None
    assert details.to_dict() == {
        "flag": "half",
        "value": details.value,
        "variant": None,
        "reason": "SPLIT",
        "error_code": None,
        "rule": None,
        "target": None,
        "unmet": None,
        "bucket": details.bucket,
        "threshold": 2**31,
        "set_in": "production",
        "place": {
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "end_line": place.end_line,
            "end_column": place.end_column,
        },
        "valid_until": None,
    }
    failed = of.details("nothing", {}, [1]).to_dict()
    assert list(failed) == list(details.to_dict())
    assert (failed["value"], failed["place"]) == ([1], None)
    banner = of.evaluate("banner")
    banner.to_dict()["value"]["sizes"].append(3)
    assert banner.value == {"text": "hello", "sizes": [1, 2]}
    assert json.loads(json.dumps(banner.to_dict())) == banner.to_dict()


def test_the_document_of_details_has_times_as_text_and_metadata() -> None:
    text = """feature_flags:
  cart: {production: {rollout: {percentage: 100, over: 10s, start: 2127-01-31T09:00:00Z}}}
  old: {metadata: {team: a}, production: true}
"""
    files = {
        "config/environments.yaml": "environments: {production: {}}",
        "config/feature-flags.yaml": text,
    }
    of = stageline.Project.from_files(files).environment("production").flags
    cart = of.evaluate("cart", {"targeting_key": "ada"})
    assert cart.valid_until is not None
    assert cart.to_dict()["valid_until"].startswith("2127-01-31T09:00:0")
    assert "metadata" not in cart.to_dict()
    assert of.evaluate("old").to_dict()["metadata"] == {"team": "a"}


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
