"""What flags answer with time, and what they answer elsewhere."""

from datetime import datetime, timedelta, timezone
from typing import Any, get_args

import pytest
import stageline
from stageline import types

FLAGS = """\
segments:
  testers: {keys: [u1]}
feature_flags:
  sale:
    production:
      default: false
      schedule:
        - {at: 2027-01-01T00:00:00Z, set: {default: true}}
        - {at: 2027-02-01T00:00:00.250Z, set: false}
  cart:
    variants: {old: 1, new: 2}
    default: old
    production:
      rollout: {percentage: 100, over: 100h, start: 2027-01-01T00:00:00Z}
      split: {variants: {old: 1, new: 3}}
  menu:
    staging: {targets: [{serve: true, keys: [u1, u2]}], default: false}
    production: {default: false}
  index: {default: false}
  search: {default: true, requires: [index]}
  broken: {production: {kill_switch: true}, default: true}
  settled: true
"""

FILES = {
    "config/environments.yaml": "environments: {staging: {}, production: {tier: production}}",
    "config/feature-flags.yaml": FLAGS,
}

START = datetime(2027, 1, 1, tzinfo=timezone.utc)


def flags(environment: str = "production") -> stageline.Flags:
    return stageline.Project.from_files(FILES).environment(environment).flags


def test_a_time_may_be_given_with_the_context_or_with_the_question() -> None:
    of = flags()
    before, after = START - timedelta(microseconds=1), START
    sale = of.handle("sale", False)
    context = of.context("u1")
    assert not of.evaluate("sale", context, now=before).value
    assert of.evaluate("sale", context, now=after).value
    assert of.evaluate("sale", {"targeting_key": "u1"}, now=after).value
    assert of.evaluate("sale", now=after).value
    assert not sale.value(context.at(before))
    assert sale.value(context.at(after))
    assert sale.value(of.context("u1", now=after))
    assert of.evaluate_all(context, now=after)["sale"].value
    assert not of.evaluate_many(["sale"], context, now=before)[0].value
    assert of.explain("sale", context, now=after).value is True


def test_the_zone_of_a_time_counts() -> None:
    of = flags()
    east = timezone(timedelta(hours=2))
    assert of.evaluate("sale", now=datetime(2027, 1, 1, 2, tzinfo=east)).value
    assert not of.evaluate("sale", now=datetime(2027, 1, 1, 1, 59, 59, tzinfo=east)).value
    assert not of.evaluate("sale", now=datetime(1, 1, 1, tzinfo=east)).value
    assert not of.evaluate("sale", now=datetime(9999, 12, 31, tzinfo=east)).value


def test_without_a_time_the_clock_of_the_machine_is_read() -> None:
    details = flags().evaluate("sale")
    assert details.error_code is None
    assert details.value == flags().evaluate("sale", now=datetime.now(timezone.utc)).value


@pytest.mark.parametrize("wrong", [datetime(2027, 1, 1), START.date(), "2027-01-01T00:00:00Z", 3])
def test_a_time_without_a_zone_answers_the_default_and_raises_nothing(wrong: Any) -> None:
    of = flags()
    sale = of.handle("sale", True)
    for context in (of.context("u1", now=wrong), of.context("u1").at(wrong)):
        assert context.error == "the time is no `datetime` with a zone"
        assert sale.value(context) is True
        assert sale.details(context).error_code == "INVALID_CONTEXT"
    assert of.evaluate("sale", now=wrong).error_code == "INVALID_CONTEXT"
    assert of.evaluate_all(now=wrong)["sale"].error_code == "INVALID_CONTEXT"
    assert of.evaluate_many(["sale"], now=wrong)[0].error_code == "INVALID_CONTEXT"
    for ask in (of.explain, of.when_will):
        with pytest.raises(stageline.UsageError) as caught:
            ask("sale", now=wrong)
        assert caught.value.code == "E_INVALID_CONTEXT"
    with pytest.raises(stageline.UsageError, match="no `datetime` with a zone"):
        of.preview("sale", wrong)


def test_details_say_until_when_they_hold() -> None:
    of = flags()
    details = of.evaluate("sale", now=START - timedelta(days=1))
    assert details.valid_until == START
    assert details.valid_until.tzinfo is timezone.utc
    assert of.evaluate("sale", now=START).valid_until == datetime(
        2027, 2, 1, 0, 0, 0, 250_000, tzinfo=timezone.utc
    )
    assert of.evaluate("settled", now=START).valid_until is None
    assert of.explain("sale", now=START - timedelta(days=1)).valid_until == START


def test_details_name_the_part_that_decided() -> None:
    of = flags()
    target = flags("staging").evaluate("menu", {"targeting_key": "u2"})
    assert (target.decided_by, target.target, target.rule) == ("target 0", 0, None)
    unmet = of.evaluate("search")
    assert (unmet.decided_by, unmet.unmet, unmet.reason) == ("requires", "index", "DISABLED")
    off = of.evaluate("broken")
    assert (off.decided_by, off.reason, str(off.place)) == (
        "kill_switch",
        "DISABLED",
        "config/feature-flags.yaml:21:38",
    )
    cart = of.evaluate("cart", {"targeting_key": "u1"}, now=START + timedelta(days=30))
    assert cart.decided_by == "split"
    assert cart.bucket is not None
    assert cart.threshold is not None
    assert of.evaluate("nothing").decided_by == "nothing"
    assert of.evaluate("settled").decided_by == "default"


def test_many_flags_are_answered_in_the_order_asked_for() -> None:
    of = flags()
    settled, cart, again = of.evaluate_many(("settled", "cart", "settled"), {"targeting_key": "u1"})
    assert [settled.flag, cart.flag, again.flag] == ["settled", "cart", "settled"]
    assert settled.value is again.value is True
    assert cart.value == of.evaluate("cart", {"targeting_key": "u1"}).value
    assert of.evaluate_many([]) == ()
    with pytest.raises(stageline.UnknownNameError) as unknown:
        of.evaluate_many(["settled", "sales"])
    assert unknown.value.suggestions == ("sale",)


def test_a_preview_tells_the_shares_at_a_time() -> None:
    of = flags()
    preview = of.preview("cart", START + timedelta(hours=25))
    assert (preview.flag, preview.environment, preview.off) == ("cart", "production", False)
    assert preview.at == START + timedelta(hours=25)
    (share,) = preview.shares
    assert (share.rule, share.percentage, share.threshold) == (None, 25.0, 2**30)
    assert share.movement == "rising"
    assert share.movement in get_args(types.Movement)
    assert share.until == START + timedelta(hours=100)
    assert [(part.gives, part.percentage) for part in share.parts] == [("old", 25.0), ("new", 75.0)]
    assert str(share.parts[0]) == "old 25%"
    assert "cart in production at 2027-01-02T01:00:00Z" in str(preview)
    assert preview.to_dict()["shares"][0]["percentage"] == "25%"
    assert of.preview("sale", START - timedelta(days=1)).next_change == START
    assert of.preview("broken", START).off
    exact = START + timedelta(microseconds=1)
    assert of.preview("cart", exact).at == exact
    with pytest.raises(stageline.UnknownNameError) as unknown:
        of.preview("carts", START)
    assert unknown.value.suggestions == ("cart",)


def test_a_forecast_lists_what_time_will_change() -> None:
    of = flags()
    first, second = of.when_will("sale", now=START - timedelta(days=1))
    assert (first.at, first.value, first.reason) == (START, True, "STATIC")
    assert (second.at.microsecond, second.value) == (250_000, False)
    assert str(first) == "2027-01-01T00:00:00Z: true (STATIC)"
    assert first.to_dict()["at"] == "2027-01-01T00:00:00Z"
    assert of.when_will("settled") == ()
    cart = of.when_will("cart", of.context("u1", now=START))
    assert [change.variant for change in cart] in (["new"], [])
    for change in cart:
        assert of.evaluate("cart", {"targeting_key": "u1"}, now=change.at).value == change.value
    with pytest.raises(stageline.UnknownNameError):
        of.when_will("sales")


def test_a_comparison_tells_who_is_answered_differently_and_by_what() -> None:
    project = stageline.Project.from_files(FILES)
    production = project.environment("production").flags
    staging = project.environment("staging").flags
    contexts: list[Any] = [
        production.context("u1"),
        {"targeting_key": "u2"},
        {"targeting_key": "u3"},
        None,
    ]
    found = staging.compare(production, contexts, now=START - timedelta(days=1))
    assert (found.left, found.right, found.contexts, found.flags) == ("staging", "production", 4, 7)
    menu = next(each for each in found.differences if each.flag == "menu")
    assert menu.contexts == (0, 1)
    assert (menu.left.value, menu.right.value) == (True, False)
    assert (menu.left.decided_by, menu.left.set_in) == ("target 0", "staging")
    assert (menu.right.decided_by, menu.right.set_in) == ("default", "production")
    assert str(menu.left.place) == "config/feature-flags.yaml:17:33"
    assert menu.left.reason == "TARGETING_MATCH"
    assert "menu for 2 of 4 contexts" in str(found)
    assert str(menu).startswith("menu: true by the 1st target of staging")
    assert found.to_dict()["left"] == "staging"
    assert production.compare(production.pinned(), contexts).differences == ()
    with pytest.raises(stageline.UsageError) as caught:
        staging.compare(production, iter([{"x": object()}]))
    assert caught.value.code == "E_INVALID_CONTEXT"
    not_contexts: Any = ["u1"]
    with pytest.raises(stageline.UsageError, match="a context is one of"):
        staging.compare(production, not_contexts)
