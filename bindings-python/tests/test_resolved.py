"""A resolved configuration is a mapping whose values know where they were written."""

import json
import pickle
from collections.abc import Mapping
from typing import Any

import pytest
import stageline
from test_project import FILES

PROJECT = stageline.Project.from_files(FILES)
PRODUCTION = PROJECT.environment("production")


def test_it_is_a_mapping() -> None:
    config = PRODUCTION.resolve()
    assert isinstance(config, Mapping)
    assert list(config) == list(config.keys()) == ["database", "big"]
    assert len(config) == 2
    assert "database" in config
    assert "nothing" not in config
    loose: Any = config
    assert 3 not in loose
    assert dict(config) == {**config} == config.to_dict() == config
    assert config != {}
    assert config != 3
    assert list(config.values())[1] == config["big"] == config.get("big")
    assert next(iter(config.items())) == ("database", config["database"])
    assert config.get("nothing") is None
    assert config.get("nothing", 7) == 7
    assert json.loads(str(config)) == config
    match config:
        case {"database": {"pool": int(pool)}}:
            assert pool == 50
        case _:
            pytest.fail("a mapping pattern did not match")
    with pytest.raises(TypeError):
        hash(config)


def test_two_are_equal_if_their_values_are() -> None:
    same = stageline.Project.from_files(FILES).environment("production").resolve()
    assert same == PRODUCTION.resolve()
    assert same.digest == PRODUCTION.resolve().digest
    assert same != PROJECT.environment("staging").resolve()
    assert same.digest.startswith("sl1:")


def test_values_are_native_and_integers_exact() -> None:
    text = "base: {a: 9007199254740993, b: -9223372036854775808, c: 1.0, d: null, e: yes, f: true}"
    files = {**FILES, "config/base.yaml": text, "config/production.yaml": "extends: base"}
    config = stageline.Project.from_files(files).environment("production").resolve()
    assert list(config.values()) == [2**53 + 1, -(2**63), 1.0, None, "yes", True]
    kinds = [int, int, float, type(None), str, bool]
    assert [type(value) for value in config.values()] == kinds


def test_a_value_that_is_changed_reaches_no_other() -> None:
    config = PRODUCTION.resolve()
    config["database"]["pool"] = 0
    config.to_dict().clear()
    config["database"]["hosts"].append("x")
    assert config.at("database") == {"pool": 50, "hosts": ["a", "b", "c"]}


def test_paths_are_text_or_keys() -> None:
    files = {**FILES, "config/base.yaml": 'base: {labels: {"app.io/name": web}, list: [{a: 1}]}'}
    config = stageline.Project.from_files(files).environment("staging").resolve()
    assert config.at('labels."app.io/name"') == "web"
    assert config.at(["labels", "app.io/name"]) == "web"
    assert config.at("list.0.a") == config.at(["list", 0, "a"]) == config.at(("list", "0", "a"))
    assert config.at("") == config
    for wrong in ("a..b", "a.", '"a'):
        with pytest.raises(stageline.UsageError):
            config.at(wrong)
    loose: Any = config
    for odd in (3, None, b"list", ["list", -1], ["list", True], {"a"}, [b"list"]):
        with pytest.raises(TypeError):
            loose.at(odd)


def test_an_unknown_path_names_the_nearest_keys() -> None:
    config = PRODUCTION.resolve()
    for ask in (config.at, config.origin, config.explain, PRODUCTION.explain, PRODUCTION.origin):
        with pytest.raises(stageline.UnknownNameError) as caught:
            ask("database.pol")
        assert caught.value.code == "E_UNKNOWN_PATH"
        assert caught.value.suggestions == ("database.pool",)
    with pytest.raises(KeyError) as missing:
        config["databas"]
    assert isinstance(missing.value, stageline.UnknownNameError)
    assert missing.value.suggestions == ("database",)
    loose: Any = config
    with pytest.raises(KeyError):
        loose[3]


def test_an_origin_says_place_and_layer() -> None:
    origin = PRODUCTION.origin("database.pool")
    assert str(origin) == str(origin.place) == "config/production.yaml:4:11"
    assert (origin.layer, origin.name) == ("environment", "production")
    assert origin == PRODUCTION.resolve().origin(["database", "pool"])
    assert hash(origin) == hash(PRODUCTION.origin("database.pool"))
    assert origin.to_dict()["place"]["line"] == 4
    assert origin.place is not None
    match origin.place:
        case stageline.Place(file, line, column):
            assert (file, line, column) == ("config/production.yaml", 4, 11)


def test_an_explanation_reads_well_and_holds_the_same_as_data() -> None:
    explanation = PRODUCTION.explain("database.hosts")
    assert str(explanation) == (
        'database.hosts = ["a","b","c"]\n'
        "  appended by environment `production` at config/production.yaml:5:20\n"
        '  over base `base` at config/base.yaml:1:36: ["a","b"]'
    )
    assert explanation.value == ["a", "b", "c"]
    assert not explanation.deleted
    assert [(step.layer, step.name, step.effect, step.value) for step in explanation.steps] == [
        ("environment", "production", "appends", ["c"]),
        ("base", "base", "sets", ["a", "b"]),
    ]
    assert [str(step.place) for step in explanation.steps] == [
        "config/production.yaml:5:20",
        "config/base.yaml:1:36",
    ]
    assert explanation.to_dict()["steps"][1]["place"]["file"] == "config/base.yaml"
    assert PRODUCTION.explain().value == PRODUCTION.resolve()


def test_overrides_of_the_caller_are_the_strongest_layer() -> None:
    overrides = {
        "database": {"pool": 99, "hosts": {"$prepend": ("z",)}},
        "new": [1, 2.5, None, True, 2**64 - 1],
        "big": {"$delete": True},
    }
    config = PRODUCTION.resolve(overrides=overrides)
    assert config == {
        "database": {"pool": 99, "hosts": ["z", "a", "b", "c"]},
        "new": [1, 2.5, None, True, 2**64 - 1],
    }
    origin = config.origin("database.pool")
    assert (origin.place, origin.layer, str(origin)) == (None, "caller", "caller")
    assert PRODUCTION.resolve()["database"]["pool"] == 50
    api = PRODUCTION.service("api").resolve(overrides=PRODUCTION.service("api").resolve())
    assert api.origin("replicas").layer == "caller"


def test_overrides_that_configuration_cannot_hold_are_refused_with_their_path() -> None:
    endless: list[Any] = []
    endless.append(endless)
    for wrong in ({"a": {"b": object()}}, {"a": {3: 1}}, {"a": 2**64}, {"a": endless}, {"a": {1}}):
        with pytest.raises(stageline.UsageError):
            PRODUCTION.resolve(overrides=wrong)
    with pytest.raises(stageline.UsageError, match=r"at `a\.b`"):
        PRODUCTION.resolve(overrides={"a": {"b": object()}})
    with pytest.raises(stageline.ConfigError) as merge:
        PRODUCTION.resolve(overrides={"a": {"$apend": [1]}})
    assert merge.value.code == "E_MERGE"


def test_places_are_values() -> None:
    place = stageline.Place("a.yaml", 3, 5)
    assert str(place) == "a.yaml:3:5"
    assert str(stageline.Place("a.yaml")) == "a.yaml"
    assert place == stageline.Place("a.yaml", 3, 5) != stageline.Place("a.yaml", 3, 6)
    assert place < stageline.Place("a.yaml", 4, 1) < stageline.Place("b.yaml")
    assert len({place, stageline.Place("a.yaml", 3, 5)}) == 1
    assert pickle.loads(pickle.dumps(place)) == place
    assert repr(place) == 'Place("a.yaml", 3, 5, 3, 5)'
    with pytest.raises(AttributeError):
        place.line = 4  # type: ignore[misc]
