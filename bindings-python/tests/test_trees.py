"""Any two documents: what differs, and how one becomes the other."""

import dataclasses
import datetime
import decimal
import enum
import math
import pathlib
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import stageline

FILES = {
    "config/environments.yaml": "environments: {staging: {}, production: {}}\n",
    "config/staging.yaml": "overrides:\n  cache: {ttl: 60s, size: 1Gi}\n  token: abc-def\n",
    "config/production.yaml": "overrides:\n  cache: {ttl: 1m, size: 2Gi}\n  token: ghi-jkl\n",
}


@pytest.fixture(scope="module")
def snapshot() -> stageline.Snapshot:
    return stageline.Project.from_files(FILES).snapshot()


def resolved(snapshot: stageline.Snapshot, environment: str) -> stageline.Resolved:
    return snapshot.environment(environment).resolve()


def test_resolved_configurations_are_compared_with_the_place_of_both_sides(
    snapshot: stageline.Snapshot,
) -> None:
    found = stageline.diff(resolved(snapshot, "staging"), resolved(snapshot, "production"))
    size = found.changes[0]
    assert (size.path, size.kind, size.left, size.right) == ("cache.size", "changed", "1Gi", "2Gi")
    assert str(size.left_place) == "config/staging.yaml:2:27"
    assert str(size.right_place) == "config/production.yaml:2:26"
    assert [each.path for each in found.equivalent] == ["cache.ttl"]
    assert len(found) == len(found.changes) == 2
    assert not found.is_empty
    back = found.inverted().changes[0]
    assert (back.left, str(back.left_place)) == ("2Gi", "config/production.yaml:2:26")


def test_a_resolved_configuration_and_data_compare_alike(snapshot: stageline.Snapshot) -> None:
    left, right = resolved(snapshot, "staging"), resolved(snapshot, "production")
    of_data = stageline.diff(left.to_dict(), right)
    assert of_data.to_dict() == stageline.diff(left, right).to_dict()
    assert of_data.changes[0].left_place is None
    assert of_data.changes[0].right_place is not None
    assert stageline.diff(left, left.to_dict()).is_empty


def test_text_for_people_withholds_secrets_and_the_data_does_not(
    snapshot: stageline.Snapshot,
) -> None:
    found = stageline.diff(resolved(snapshot, "staging"), resolved(snapshot, "production"))
    assert str(found) == ('~ cache.size: "1Gi" → "2Gi"\n~ token: (withheld) → (withheld)')
    assert repr(found) == "<TreeDiff of 2 changes>"
    assert repr(found.changes[0]) == '<Change ~ cache.size: "1Gi" → "2Gi">'
    assert found.changes[1].left == "abc-def"
    assert str(stageline.diff({}, {})) == "no difference"


def test_applying_the_differences_gives_the_right_document_and_the_inverse_the_left() -> None:
    left = {"a": [1, 2, 3], "b": {"c": None}, "named": [{"name": "x", "v": 1}, {"name": "y"}]}
    right = {"a": [0, 1, 3], "named": [{"name": "y"}, {"name": "x", "v": 2}], "d": True}
    found = stageline.diff(left, right)
    assert found.apply(left) == right
    assert found.inverted().apply(right) == left
    assert found.to_dict()["changes"] == [each.to_dict() for each in found.changes]
    assert {each.kind for each in found.changes} == {"added", "removed", "changed", "moved"}
    added = next(each for each in found.changes if each.path == "a.0")
    assert (added.kind, added.position, added.left, added.right) == ("added", 0, None, 0)


def test_applying_gives_the_spelling_of_the_right_document_too() -> None:
    left, right = {"cpu": "500m", "ttl": "60s"}, {"cpu": 0.5, "ttl": "1m"}
    found = stageline.diff(left, right)
    assert found.is_empty
    assert found.apply(left) == right
    assert found.inverted().apply(right) == left


def test_json_patches_go_out_and_come_in_whole_or_not_at_all() -> None:
    left = {"a/b": [1, 2], "m~n": {"x": 1}, "gone": None}
    right = {"a/b": [0, 1, 2], "m~n": {"x": 2}}
    patch = stageline.json_patch(left, right)
    assert {"op": "remove", "path": "/gone"} in patch
    assert {"op": "add", "path": "/a~1b/0", "value": 0} in patch
    assert stageline.apply_json_patch(left, patch) == right
    assert stageline.json_patch(left, left) == []
    broken = [*patch, {"op": "remove", "path": "/no/such"}]
    with pytest.raises(stageline.EditError) as caught:
        stageline.apply_json_patch(left, broken)
    assert caught.value.code == "E_PATCH"
    assert str(len(broken)) in caught.value.message
    assert left == {"a/b": [1, 2], "m~n": {"x": 1}, "gone": None}
    with pytest.raises(stageline.EditError):
        stageline.apply_json_patch({"a": "canary"}, [{"op": "test", "path": "/a", "value": "b"}])


def test_merge_patches_go_out_and_come_in() -> None:
    left, right = {"a": {"b": 1, "c": [1]}, "d": 1}, {"a": {"b": 2, "c": [1]}}
    patch = stageline.merge_patch(left, right)
    assert patch == {"a": {"b": 2}, "d": None}
    assert stageline.apply_merge_patch(left, patch) == right
    with pytest.raises(stageline.EditError) as caught:
        stageline.merge_patch({}, {"a": None})
    assert caught.value.code == "E_PATCH"


def test_patches_take_resolved_configurations(snapshot: stageline.Snapshot) -> None:
    left, right = resolved(snapshot, "staging"), resolved(snapshot, "production")
    assert stageline.apply_json_patch(left, stageline.json_patch(left, right)) == right
    assert stageline.apply_merge_patch(left, stageline.merge_patch(left, right)) == right


def test_what_two_sides_changed_is_merged_and_conflicts_are_named(
    snapshot: stageline.Snapshot,
) -> None:
    base = {"pool": 1, "mode": "a", "ttl": "60s", "items": [{"name": "x", "v": 1}], "gone": 1}
    ours = {"pool": 2, "mode": "b", "ttl": "1m", "items": [{"name": "x", "v": 2}]}
    theirs = {**base, "mode": "c", "items": [{"name": "x", "v": 1}, {"name": "y"}], "gone": 2}
    found = stageline.three_way(base, ours, theirs)
    assert not found.is_clean
    assert {each.path for each in found.ours} == {"pool", "items.[name=x].v"}
    assert [each.path for each in found.theirs] == ["items.[name=y]"]
    assert found.agreed == ()
    conflicts = {each.path: each for each in found.conflicts}
    mode, gone = conflicts["mode"], conflicts["gone"]
    assert (mode.base, mode.ours, mode.theirs, mode.missing) == ("a", "b", "c", ())
    assert (gone.ours, gone.missing) == (None, ("ours",))
    assert str(gone) == "gone: base 1, ours has none, theirs 2"
    assert "ours" not in gone.to_dict()
    assert found.merged["mode"] == "a"
    assert found.merged["items"] == [{"name": "x", "v": 2}, {"name": "y"}]
    assert found.to_dict()["conflicts"] == [each.to_dict() for each in found.conflicts]
    assert repr(found) == "<ThreeWay of 3 changes, 2 conflicts>"
    same = stageline.three_way(base, {**base, "pool": 3}, {**base, "pool": 3})
    assert same.is_clean
    assert [each.path for each in same.agreed] == ["pool"]
    left, right = resolved(snapshot, "staging"), resolved(snapshot, "production")
    of_files = stageline.three_way(left, right, left)
    assert str(of_files.ours[0].left_place) == "config/staging.yaml:2:27"
    assert str(of_files.ours[0].right_place) == "config/production.yaml:2:26"
    assert "ghi-jkl" not in str(of_files)
    clash = stageline.three_way({}, left, right).conflicts
    assert str(clash[-1].theirs_place).startswith("config/production.yaml:")
    assert clash[-1].base_place is None


def test_leaves_are_listed_and_cannot_be_applied() -> None:
    found = stageline.diff({}, {"a": {"b": 1, "c": 2}}, leaves=True)
    assert [each.path for each in found.changes] == ["a.b", "a.c"]
    with pytest.raises(stageline.UsageError, match="leaf by leaf"):
        found.apply({})


def test_keys_meanings_and_the_budget_of_alignment_are_the_callers() -> None:
    panels = [{"title": "cpu", "w": 1}, {"title": "disk", "w": 2}]
    found = stageline.diff({"panels": panels}, {"panels": panels[::-1]}, keys={"panels": "title"})
    assert [each.kind for each in found.changes] == ["moved"]
    assert stageline.diff(["a", "b"], ["b", "a"], meanings={"": "set"}).is_empty
    tight = stageline.diff(["a", "b", "c", "e"], ["x", "a", "b", "d"], alignment=0)
    assert [each.kind for each in tight.changes] == ["changed"] * 4
    wrong: Any = "sett"
    with pytest.raises(stageline.UsageError) as caught:
        stageline.diff(1, 2, meanings={"a": wrong})
    assert caught.value.suggestions == ("set",)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({1: 2}, "a key that is no text"),
        ({"a": [{"b": object()}]}, r"at `a.0.b`, .* cannot hold"),
        ({"a": 1 << 70}, "an integer beyond 64 bits"),
        ({"a": {1, 2}}, "cannot hold"),
    ],
)
def test_what_is_no_document_is_refused_with_its_path(given: Any, error: str) -> None:
    with pytest.raises(stageline.UsageError, match=error):
        stageline.diff(given, {})


def test_documents_that_hold_themselves_or_are_too_deep_are_refused() -> None:
    ring: list[Any] = []
    ring.append(ring)
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    for given in (ring, deep):
        with pytest.raises(stageline.UsageError, match="deeper than 255 levels"):
            stageline.diff(given, given)
        with pytest.raises(stageline.UsageError, match="deeper than 255 levels"):
            stageline.diff([], []).apply(given)
    # Let go level by level, so that Python's own clean-up does not recurse.
    while isinstance(deep, list):
        deep = deep.pop()


def nested(levels: int) -> list[Any]:
    """`[[…]]`, so many levels deep."""
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


def test_documents_are_as_deep_as_a_file_may_be_and_no_deeper() -> None:
    assert stageline.diff(nested(255), nested(255)).is_empty
    assert stageline.json_patch(nested(255), 1) == [{"op": "replace", "path": "", "value": 1}]
    message = "^the value given is nested deeper than 255 levels"
    with pytest.raises(stageline.UsageError, match=message) as refused:
        stageline.diff(nested(256), 1)
    assert refused.value.code == "E_USAGE"
    with pytest.raises(stageline.UsageError, match=message):
        stageline.json_patch(1, nested(256))


@pytest.mark.parametrize("levels", [128, 32])
def test_what_is_given_for_a_project_is_as_deep_as_its_files_may_be(levels: int) -> None:
    project = stageline.Project.from_files(
        {
            "config/environments.yaml": "environments: {a: {}}\n",
            "stageline.yaml": f"limits: {{depth: {levels}}}\n",
        }
    )
    at = project.environment("a")
    assert at.resolve(overrides={"x": nested(levels - 1)}).at("x") == nested(levels - 1)
    message = f"^the value given is nested deeper than {levels} levels"
    with pytest.raises(stageline.UsageError, match=message) as refused:
        at.resolve(overrides={"x": nested(levels)})
    assert refused.value.code == "E_USAGE"
    with pytest.raises(stageline.UsageError, match=message):
        project.edit().environment("a").set("x", nested(levels + 1))


@dataclasses.dataclass
class Money:
    amount: int


class Tier(enum.Enum):
    HIGH = "high"


@pytest.mark.parametrize(
    ("value", "told", "help"),
    [
        (datetime.datetime(2027, 1, 31), "a `datetime`", "isoformat"),
        (datetime.date(2027, 1, 31), "a `date`", "isoformat"),
        (datetime.timedelta(seconds=30), "a `timedelta`", "30s"),
        (b"bytes", "a `bytes`", "decode"),
        ({1, 2}, "a `set`", "sorted"),
        (decimal.Decimal("1.5"), "a `Decimal`", "str"),
        (pathlib.Path("a"), "Path`", "as_posix"),
        (Tier.HIGH, "a `Tier`", "value.value"),
        (Money(1), "a `Money`", "asdict"),
        ((item for item in [1]), "a `generator`", "list"),
        (len, "a `builtin_function_or_method`", "call it"),
        (object(), "a `object`", "use None, bool"),
    ],
)
def test_what_is_no_value_says_what_to_give_instead(value: Any, told: str, help: str) -> None:
    with pytest.raises(stageline.UsageError) as refused:
        stageline.diff({"a": [value]}, {})
    assert str(refused.value).startswith("at `a.0`, the data given holds a ")
    assert told in str(refused.value)
    assert help in (refused.value.help or "")


def test_both_zeros_are_equal_and_kept() -> None:
    assert stageline.diff({"a": 0.0}, {"a": -0.0}).is_empty
    assert stageline.json_patch({"a": 0.0}, {"a": -0.0}) == []
    patched = stageline.apply_json_patch(
        {"a": 0.0}, [{"op": "replace", "path": "/a", "value": -0.0}]
    )
    assert math.copysign(1, patched["a"]) == -1


def test_numbers_that_json_has_no_word_for_are_numbers_here_and_words_in_texts() -> None:
    found = stageline.diff({"a": 1.0}, {"a": math.inf})
    assert found.changes[0].right == math.inf
    assert found.to_dict()["changes"][0]["right"] == math.inf
    patch = stageline.json_patch({"a": 1.0}, {"a": math.nan})
    assert math.isnan(stageline.apply_json_patch({"a": 1.0}, patch)["a"])
    project = stageline.Project.from_files(
        {
            "config/environments.yaml": "environments: {a: {}, b: {}}\n",
            "config/a.yaml": "overrides: {x: .nan, y: [-.inf]}\n",
            "config/b.yaml": "overrides: {x: 1.0, y: [.inf]}\n",
        }
    )
    assert str(project.environment("a").resolve()) == '{"x":".nan","y":["-.inf"]}'
    assert "~ x: .nan" in str(project.snapshot().diff("a", "b"))


def test_numbers_that_are_none_equal_themselves() -> None:
    assert stageline.diff({"a": math.nan}, {"a": math.nan}).is_empty
    assert not stageline.diff({"a": math.nan}, {"a": 1.0}).is_empty


def test_large_documents_and_lists_are_compared_whole() -> None:
    left: dict[str, Any] = {f"key/{at}~{at % 7}": at for at in range(200_000)}
    right = dict(left)
    right["key/7~0"] = -1
    del right["key/9~2"]
    assert [each.path for each in stageline.diff(left, right).changes] == ["key/7~0", "key/9~2"]
    items = list(range(300_000))
    found = stageline.diff(items, [-1, *items])
    assert [(each.path, each.kind) for each in found.changes] == [("0", "added")]


def test_any_mapping_and_tuples_are_taken_and_iterators_are_not() -> None:
    from types import MappingProxyType

    assert stageline.diff(MappingProxyType({"a": (1, 2)}), {"a": [1, 2]}).is_empty
    endless: Iterator[int] = iter([1])
    wrong: Any = endless
    with pytest.raises(stageline.UsageError):
        stageline.diff(wrong, [1])


def test_threads_share_a_difference(snapshot: stageline.Snapshot) -> None:
    left, right = resolved(snapshot, "staging"), resolved(snapshot, "production")
    found: list[list[str]] = []

    def compare() -> None:
        for _ in range(50):
            found.append([each.path for each in stageline.diff(left, right).changes])

    threads = [threading.Thread(target=compare) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["cache.size", "token"]] * 200
