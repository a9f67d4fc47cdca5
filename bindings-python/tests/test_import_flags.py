"""Flags of other tools, imported: the file that comes of it, and what could not be kept."""

import json
from typing import Any

import pytest
import stageline

UNLEASH = json.dumps(
    {
        "features": [
            {
                "name": "shop/cart",
                "enabled": True,
                "strategies": [
                    {
                        "name": "flexibleRollout",
                        "parameters": {"rollout": "37", "stickiness": "userId", "groupId": "cart"},
                    },
                    {"name": "friends"},
                ],
                "variants": [{"name": "red", "weight": 1}, {"name": "blue", "weight": 1}],
            }
        ]
    }
)

EPPO = {
    "key": "e",
    "enabled": True,
    "variationType": "BOOLEAN",
    "variations": {},
    "allocations": [],
}
SOURCES: dict[str, dict[str, Any]] = {
    "eppo": {"flags": {"e": EPPO}},
    "flagd": {"flags": {"f": {"state": "ENABLED", "variants": {"on": True}}}},
    "growthbook": {"features": {"g": {"defaultValue": 1}}},
    "unleash": {"features": [{"name": "u", "enabled": True}]},
}


def flags(yaml: str, environment: str = "production") -> stageline.Flags:
    files = {
        "config/environments.yaml": "environments: {production: {}, staging: {}}",
        "config/feature-flags.yaml": yaml,
    }
    return stageline.Project.from_files(files).environment(environment).flags


def asked(flags: stageline.Flags, name: str, user: object) -> Any:
    return flags.evaluate(name, {"userId": str(user)}).value


def test_what_is_imported_puts_everybody_where_they_were() -> None:
    imported = stageline.import_flags(UNLEASH, source="unleash")
    assert imported.source == "unleash"
    assert imported.flags == ("shop-cart", "shop-cart.variant")
    assert imported.renamed["shop/cart"] == "shop-cart"
    assert str(imported) == imported.yaml
    here = flags(imported.yaml)
    share = sum(asked(here, "shop-cart", user) for user in range(2000))
    assert 640 < share < 840
    for user in range(50):
        variant = asked(here, "shop-cart.variant", user)
        assert variant["feature_enabled"] is asked(here, "shop-cart", user)


def test_problems_are_errors_that_were_not_raised() -> None:
    imported = stageline.import_flags(UNLEASH, source="unleash", file="features.json")
    codes = {problem.code for problem in imported.problems}
    assert codes == {"E_IMPORT"}
    friends = next(problem for problem in imported.problems if "friends" in str(problem))
    assert isinstance(friends, stageline.LoadError)
    assert friends.help is not None
    assert friends.places[0].file == "features.json"
    document = imported.to_dict()
    assert list(document) == ["from", "flags", "renamed", "problems", "undecided", "yaml"]
    assert len(document["problems"]) == len(imported.problems)


def test_for_one_environment_flags_answer_there_alone() -> None:
    yaml = stageline.import_flags(UNLEASH, source="unleash", environment="production").yaml
    everywhere = flags(stageline.import_flags(UNLEASH, source="unleash").yaml)
    here = flags(yaml)
    for user in range(100):
        assert asked(here, "shop-cart", user) is asked(everywhere, "shop-cart", user)
    elsewhere = flags(yaml, "staging").evaluate("shop-cart", {"userId": "ada"})
    assert (elsewhere.value, elsewhere.reason, elsewhere.set_in) == (None, "DEFAULT", None)


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_is_read(source: Any) -> None:
    imported = stageline.import_flags(json.dumps(SOURCES[source]), source=source)
    assert (imported.source, len(imported.flags)) == (source, 1)
    assert flags(imported.yaml).names == imported.flags


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{hunter2", ""),
        ("[]", "there are no `features`"),
        ('{"features": {"hunter2": 1}}', "not a list"),
        ("[" * 5000, ""),
        ('{"features": "' + "x" * 10_000_000 + '"}', "not a list"),
    ],
)
def test_a_text_that_is_none_is_refused_with_its_place_and_without_what_it_holds(
    text: str, said: str
) -> None:
    with pytest.raises(stageline.LoadError) as caught:
        stageline.import_flags(text, source="unleash")
    assert caught.value.code == "E_IMPORT"
    assert said in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert caught.value.places[0].file == "flags.json"


def test_a_slip_in_the_source_or_environment_is_told() -> None:
    with pytest.raises(stageline.UsageError) as caught:
        stageline.import_flags("{}", source="unleesh")  # type: ignore[arg-type]
    assert caught.value.suggestions == ("unleash",)
    with pytest.raises(stageline.LoadError, match="rules") as refused:
        stageline.import_flags(UNLEASH, source="unleash", environment="rules")
    assert refused.value.code == "E_NAME"


def test_a_flag_that_nobody_can_decide_is_told_and_the_rest_is_imported() -> None:
    on = {"state": "ENABLED", "variants": {"on": True}, "defaultVariant": "on"}
    bad = {**on, "targeting": {"if": [{"divide": [5, 0]}, "on"]}}
    text = json.dumps({"flags": {"bad": bad, "good": on}})
    imported = stageline.import_flags(text, source="flagd")
    assert imported.undecided == ("bad",)
    (problem,) = imported.problems
    assert problem.code == "E_IMPORT"
    assert problem.places[0].file == "flags.json"
    assert problem.help is not None
    assert "PARSE_ERROR" in problem.help
    answers = flags(imported.yaml)
    assert answers.evaluate("good", {}).value is True
    assert answers.evaluate("bad", {}).error_code == "PARSE_ERROR"
