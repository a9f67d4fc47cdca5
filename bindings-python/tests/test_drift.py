"""Drift with rules, shapes and marks of the caller; reports of comparisons; fix plans."""

import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import stageline
from stageline import types
from test_project import write

FILES = {
    "stageline.yaml": (
        "drift:\n"
        "  rules:\n"
        "    - path: retry.**\n"
        "      id: retries\n"
        "      severity: error\n"
        "      reason: retries are the same everywhere\n"
        "      owner: team-core\n"
        "    - {path: nothing.here, severity: info, reason: never fits}\n"
        "  shapes:\n"
        "    - path: pool\n"
        "      id: larger\n"
        "      expect: production >= staging\n"
        "      reason: production serves more\n"
    ),
    "config/environments.yaml": "environments: {staging: {}, production: {tier: production}}\n",
    "config/staging.yaml": (
        "overrides:\n  retry: {times: 1}\n  pool: 20\n  mode: fast\n"
        "  database: {password: canary-one}\n"
    ),
    "config/production.yaml": (
        "overrides:\n  retry: {times: 3}\n  pool: 10\n  mode: safe\n"
        "  database: {password: canary-two}\n"
    ),
}
KEY = b"0123456789abcdef0123456789abcdef"


@pytest.fixture
def project(tmp_path: Path) -> stageline.Project:
    return stageline.Project.open(write(tmp_path, FILES))


@pytest.fixture
def snapshot(project: stageline.Project) -> stageline.Snapshot:
    return project.snapshot()


def by_path(drift: stageline.Drift) -> dict[str, stageline.DriftItem]:
    return {item.path: item for item in drift.items}


def test_items_say_whose_rule_judged_and_where_it_stands(snapshot: stageline.Snapshot) -> None:
    drift = snapshot.drift("production", ["staging"])
    item = by_path(drift)["retry.times"]
    assert (item.rule, item.severity, item.owner) == ("project/retries", "error", "team-core")
    assert str(item.rule_at) == "stageline.yaml:3:7"
    shape = by_path(drift)["pool"]
    assert (shape.rule, shape.is_drift, shape.severity) == ("shape/larger", True, "warning")
    violation = shape.violation
    assert violation is not None
    assert item.violation is None
    assert (violation.left, violation.relation, violation.right) == ("production", ">=", "staging")
    assert (violation.rule, violation.reason) == (shape.rule, "production serves more")
    assert shape.to_dict()["violation"] == violation.to_dict()
    (finding,) = drift.findings
    assert (finding.kind, finding.rule, finding.severity) == ("unused", "project/2", "info")
    assert str(finding.place) == "stageline.yaml:8:7"
    assert finding.message in str(finding)
    assert str(finding) in str(drift)
    assert drift.to_dict()["findings"] == [finding.to_dict()]
    assert finding.kind in get_args(types.RuleFindingKind)


def test_rules_and_shapes_of_the_caller_come_first(snapshot: stageline.Snapshot) -> None:
    rules: list[types.DriftRule] = [
        {"path": "retry.*", "expected": True, "reason": "tried out", "id": "tried"},
        {"path": "mode", "severity": "info", "reason": "soon", "until": date(2026, 12, 31)},
    ]
    shapes: list[types.Shape] = [
        {"path": "retry.times", "expect": "staging > production", "reason": "because"}
    ]
    drift = snapshot.drift("production", ["staging"], rules=rules, today="2026-12-31")
    items = by_path(drift)
    assert (items["retry.times"].rule, items["retry.times"].is_drift) == ("call/tried", False)
    assert (items["mode"].rule, items["mode"].severity) == ("call/2", "info")
    assert items["mode"].rule_at is None
    later = snapshot.drift("production", ["staging"], rules=rules, today=date(2027, 1, 1))
    assert by_path(later)["mode"].rule != "call/2"
    assert {(each.kind, each.rule) for each in later.findings} >= {("expired", "call/2")}
    shaped = snapshot.drift("production", ["staging"], rules=rules, shapes=shapes)
    assert by_path(shaped)["retry.times"].rule == "call-shape/1"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rules": [{"path": "a", "reason": "b"}]}, "`expected: true` or a `severity`"),
        ({"rules": [{"path": "a", "severity": "info", "reson": "b"}]}, "reson|reason"),
        ({"shapes": [{"path": "a", "expect": "production", "reason": "b"}]}, "shape"),
        ({"key": b"short"}, "shorter than 16 bytes"),
        ({"today": "tomorrow"}, "2026-12-31|day|date"),
        ({"exclude": ["no.such.thing"]}, "no.such.thing"),
        ({"sections": ["no-such"]}, "no-such"),
    ],
)
def test_options_that_are_none_are_refused(
    snapshot: stageline.Snapshot, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(stageline.StagelineError, match=message):
        snapshot.drift("production", ["staging"], **options)


def test_a_key_is_bytes(snapshot: stageline.Snapshot) -> None:
    wrong: Any = "0123456789abcdef"
    with pytest.raises(TypeError, match="bytes"):
        snapshot.drift("production", ["staging"], key=wrong)


def test_marks_tell_secrets_apart_and_never_show_them(snapshot: stageline.Snapshot) -> None:
    drift = snapshot.drift("production", ["staging"], key=KEY)
    item = by_path(drift)["database.password"]
    assert item.baseline is not None
    assert item.actual is not None
    marks = {item.baseline.mark, item.actual.mark}
    assert len(marks) == 2
    assert all(mark and mark.startswith("hmac:") for mark in marks)
    again = by_path(snapshot.drift("production", ["staging"], key=bytearray(KEY)))
    assert again["database.password"].to_dict() == item.to_dict()
    plain = by_path(snapshot.drift("production", ["staging"]))["database.password"]
    assert plain.actual is not None
    assert plain.actual.mark is None


def test_sections_and_exclusions_narrow_the_comparison(snapshot: stageline.Snapshot) -> None:
    assert snapshot.drift("production", ["staging"], sections=["services"]).items == ()
    drift = snapshot.drift("production", ["staging"], exclude=["retry", "database.*"])
    assert {item.path for item in drift.items if item.section == "configuration"} == {
        "pool",
        "mode",
    }


def reports(of: stageline.Diff | stageline.Drift | stageline.Survey) -> dict[str, str]:
    return {
        "text": of.text(everything=True),
        "markdown": of.markdown(),
        "html": of.html(),
        "sarif": of.sarif(),
        "junit": of.junit(),
        "json": of.json(),
        "github": of.github(),
    }


def test_comparisons_are_told_in_every_format_without_secrets(
    snapshot: stageline.Snapshot,
) -> None:
    drift = snapshot.drift("production", ["staging"], key=KEY)
    survey = snapshot.compare(["staging", "production"], key=KEY)
    for found in (snapshot.diff("staging", "production"), drift, survey):
        for name, text in reports(found).items():
            assert "retry" in text, name
            assert "canary" not in text, name
        assert "canary" not in f"{found}{found!r}"


def test_each_format_is_what_its_readers_expect(snapshot: stageline.Snapshot) -> None:
    drift = snapshot.drift("production", ["staging"])
    document = json.loads(drift.json())
    assert document["question"] == "drift"
    assert document["environments"] == ["production", "staging"]
    assert document["counts"]["drift"] == drift.summary["drift"]
    log = json.loads(drift.sarif(prefix="deploy"))
    result = log["runs"][0]["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("deploy/config/")
    assert result["relatedLocations"]
    suite = ElementTree.fromstring(drift.junit(fails="error"))
    failures = [case for case in suite.iter("testcase") if case.find("failure") is not None]
    assert len(failures) == drift.summary["errors"]
    assert drift.html().startswith("<!doctype html>")
    linked = drift.markdown(prefix="deploy", files_at="https://host.test/blob/main")
    assert "https://host.test/blob/main/deploy/config/staging.yaml#L" in linked
    assert drift.github(prefix="deploy").startswith("::")
    assert "\x1b[" in drift.text(colour=True)
    assert "\x1b[" not in drift.text()
    assert drift.text(width=60) != drift.text(width=120)
    wrong: Any = "fatal"
    with pytest.raises(stageline.UsageError):
        drift.junit(fails=wrong)


def test_plans_and_effects_of_edits_are_reported_too(project: stageline.Project) -> None:
    edit = project.edit()
    edit.environment("staging").set("retry.times", 3)
    (effect,) = edit.blast_radius().effects
    assert "retry.times" in effect.diff.text()


def test_two_states_and_two_services_are_compared_with_the_files_of_both() -> None:
    before = stageline.Project.from_files(
        {
            "config/environments.yaml": "environments: {a: {}, b: {}}",
            "config/services/api/a.yaml": "api: {replicas: 1}",
            "config/services/api/b.yaml": "api: {replicas: 3}",
        }
    )
    after = stageline.Project.from_files(
        {
            "config/environments.yaml": "environments: {a: {}, b: {}}",
            "config/services/api/a.yaml": "\n\napi:\n  replicas: 2\n",
        }
    )
    diff = before.snapshot().diff_with("a", after.snapshot(), "a")
    assert (diff.left, diff.right) == ("before", "after")
    (section,) = diff.sections
    (found,) = section.differences
    assert found.left is not None
    assert found.right is not None
    assert str(found.left.place) == "config/services/api/a.yaml:1:17"
    assert str(found.right.place) == "config/services/api/a.yaml:4:13"
    # The page shows the lines of both states.
    page = re.sub(r"<[^>]*>", "", diff.html())
    assert "api: {replicas: 1}" in page
    assert "  replicas: 2" in page
    one, other = (before.environment(name).service("api") for name in ("a", "b"))
    between = one.diff(other)
    assert (between.left, between.right) == ("a", "b")
    assert [each.path for each in between.sections[0].differences] == ["replicas"]
    again = one.diff(after.environment("a").service("api"))
    assert (again.left, again.right) == ("before", "after")


SEVERAL = {
    "config/environments.yaml": "environments: {a: {}, b: {}, c: {}}\n",
    "config/a.yaml": "overrides: {pool: 1, mode: fast}\n",
    "config/b.yaml": "overrides: {pool: 2, mode: fast}\n",
    "config/c.yaml": "overrides: {pool: 3}\n",
}


def test_a_survey_tells_who_stands_apart_and_which_shapes_are_violated() -> None:
    snapshot = stageline.Project.from_files(SEVERAL).snapshot()
    shape: types.Shape = {"path": "pool", "expect": "a > b", "reason": "a serves more"}
    survey = snapshot.compare(["a", "b", "c"], shapes=[shape])
    assert survey.environments == ("a", "b", "c")
    rows = {row.path: row for row in survey.rows}
    mode, pool = rows["mode"], rows["pool"]
    assert (mode.section, mode.service, str(mode)) == ("configuration", None, "configuration mode")
    assert (mode.groups, mode.majority, mode.outliers) == ((0, 0, None), 0, ("c",))
    assert [str(cell.place) if cell else None for cell in mode.cells] == [
        "config/a.yaml:1:28",
        "config/b.yaml:1:28",
        None,
    ]
    assert mode.missing_at[:2] == (None, None)
    assert str(mode.missing_at[2]).startswith("config/c.yaml:1:")
    assert survey.outliers("c") != ()
    assert [row.path for row in survey.outliers("c")] == ["mode"]
    assert survey.outliers("a") == ()
    (violation,) = pool.violations
    assert (violation.rule, violation.left, violation.relation, violation.right) == (
        "call-shape/1",
        "a",
        ">",
        "b",
    )
    assert violation.relation in get_args(types.Relation)
    assert str(violation) == "warning: a > b does not hold: a serves more [call-shape/1]"
    assert not survey.is_empty
    assert not pool.is_uniform
    assert survey.to_dict()["rows"] == [row.to_dict() for row in survey.rows]
    assert json.loads(survey.json())["question"] == "survey"
    assert "a serves more" in str(survey)


def told_with_notes(error: BaseException) -> str:
    """What a traceback shows: the argument stands in the message, or in a note on newer Pythons."""
    return "\n".join([str(error), *getattr(error, "__notes__", [])])


def test_one_text_is_no_list_of_names(snapshot: stageline.Snapshot) -> None:
    one: Any = "staging"
    told = "a list of texts is meant, and one text was given"
    with pytest.raises(TypeError, match=told) as refused:
        snapshot.drift("production", one)
    assert "'targets'" in told_with_notes(refused.value)
    with pytest.raises(TypeError, match=f"argument 'exclude': {told}"):
        snapshot.drift("production", ["staging"], exclude=one)
    with pytest.raises(TypeError, match=told) as refused:
        snapshot.compare(one)
    assert "'environments'" in told_with_notes(refused.value)
    number: Any = 7
    with pytest.raises(TypeError, match="a `int` was given"):
        snapshot.drift("production", number)
    mixed: Any = ["staging", 7]
    with pytest.raises(TypeError, match="not all items are texts"):
        snapshot.drift("production", mixed)


def test_a_survey_has_no_ear_for_rules_and_needs_two_environments() -> None:
    snapshot = stageline.Project.from_files(SEVERAL).snapshot()
    rules: Any = {"rules": []}
    with pytest.raises(TypeError, match="unexpected keyword argument 'rules'"):
        snapshot.compare(["a", "b"], **rules)
    for wrong in (["a"], ["a", "a"]):
        with pytest.raises(stageline.UsageError):
            snapshot.compare(wrong)


def test_a_fix_plan_writes_what_was_chosen_and_nothing_else(project: stageline.Project) -> None:
    plan = project.plan_fix("production", "staging")
    assert (plan.source, plan.target, plan.chosen) == ("production", "staging", ())
    fixes = {fix.item.path: fix for fix in plan.fixes}
    retry = fixes["retry.times"]
    assert retry.file == "config/staging.yaml"
    assert retry.target == {"target": "environment", "name": "staging"}
    assert retry.operation == {"op": "set", "path": "retry.times", "value": 3}
    assert retry.radius.environments == ("staging",)
    assert str(retry) in str(plan)
    assert [each.number for each in plan.items] == list(range(1, len(plan.items) + 1))
    plan.choose(lambda fix: fix.item.severity == "error")
    assert [fix.item.path for fix in plan.chosen] == ["retry.times"]
    assert plan.chosen[0].chosen
    assert plan.to_dict()["from"] == "production"
    with plan.edit() as edit:
        assert edit.blast_radius().environments == ("staging",)
    assert project.environment("staging").resolve().at("retry.times") == 3
    assert project.environment("staging").resolve().at("mode") == "fast"


def test_what_is_left_alone_says_why_and_cannot_be_chosen(project: stageline.Project) -> None:
    plan = project.plan_fix("production", "staging")
    secret = next(item for item in plan.items if item.item.path == "database.password")
    assert secret.left_alone == "each environment has its own secrets"
    assert (secret.file, secret.operation) == (None, None)
    with pytest.raises(stageline.UsageError, match="its own secrets"):
        plan.set_chosen(secret.number)
    with pytest.raises(stageline.UsageError):
        plan.set_chosen(0)
    assert "canary" not in f"{plan}{plan!r}{plan.to_dict()}"


def test_choosing_that_raises_or_answers_neither_leaves_the_plan_as_it_was(
    project: stageline.Project,
) -> None:
    plan = project.plan_fix("production", "staging")
    first = plan.fixes[0].number
    plan.set_chosen(first)

    def refuse(fix: stageline.FixItem) -> bool:
        if fix.number > first:
            raise KeyboardInterrupt
        return False

    with pytest.raises(KeyboardInterrupt):
        plan.choose(refuse)

    async def later(fix: stageline.FixItem) -> bool:
        return True

    coroutines: list[Any] = []

    def wrong(fix: stageline.FixItem) -> Any:
        coroutines.append(later(fix))
        return coroutines[-1]

    with pytest.raises(TypeError, match="`True` or `False`"):
        plan.choose(wrong)
    coroutines[0].close()
    assert [fix.number for fix in plan.chosen] == [first]
    plan.set_chosen(first, False)
    assert plan.edit().is_empty
    plan.choose(lambda fix: fix.number in [each.number for each in plan.fixes])
    assert len(plan.chosen) == len(plan.fixes)


def test_a_plan_whose_project_has_moved_on_is_refused(project: stageline.Project) -> None:
    plan = project.plan_fix("production", "staging")
    plan.choose(lambda fix: True)
    with project.edit() as edit:
        edit.environment("staging").set("retry.times", 7)
    with pytest.raises(stageline.EditError):
        plan.edit().commit()


def test_resources_stand_side_by_side() -> None:
    snapshot = stageline.Project.from_files(
        {
            "config/environments.yaml": (
                "environments:\n  a: {resource_limits: {cpu: 1}}\n  b: {}\n"
            ),
            "config/services/api/a.yaml": (
                "api: {resources: {requests: {cpu: 600m}}, autoscaling: "
                "{min_replicas: 2, max_replicas: 5}}"
            ),
        }
    ).snapshot()
    found = snapshot.resources(["a", "b"], ["cpu"])
    assert found.environments == ("a", "b")
    assert found.is_overcommitted
    (table,) = found.resources
    assert (table.resource, str(table)) == ("cpu", "cpu")
    assert table.resource in get_args(types.Resource)
    (row,) = table.services
    demand, nothing = row.cells
    assert (str(row), nothing) == ("api", None)
    assert demand is not None
    assert (demand.request, demand.limit) == ("600m", None)
    assert (demand.replicas.least, demand.replicas.most) == (2, 5)
    assert str(demand) == "600m for each of 2 to 5"
    assert str(demand.place) == "config/services/api/a.yaml:1:35"
    total = table.totals[0]
    assert (total.requested, total.most, total.available) == ("1.2", "3", "1")
    assert (total.percent, total.silent) == (120, ())
    assert str(total.place) == "config/environments.yaml:2:30"
    assert str(found).startswith("cpu in a: 1.2 requested, at most 3, 120% of 1")
    assert found.to_dict()["resources"][0]["totals"][0] == total.to_dict()
    wrong: Any = "memori"
    with pytest.raises(stageline.UsageError):
        snapshot.resources(["a"], [wrong])


def test_what_is_no_amount_is_told_apart_from_what_is_missing() -> None:
    snapshot = stageline.Project.from_files(
        {
            "config/environments.yaml": "environments: {a: {resource_limits: {cpu: plenty}}}\n",
            "config/services/api/a.yaml": (
                "api: {resources: {requests: {cpu: lots}, limits: {cpu: [1]}}}"
            ),
            "config/services/web/a.yaml": "web: {resources: {requests: {cpu: 1}}}",
        }
    ).snapshot()
    (table,) = snapshot.resources(["a"], ["cpu"]).resources
    api, web = (row.cells[0] for row in table.services)
    assert api is not None
    assert web is not None
    assert api.request is None
    assert api.unreadable_request is not None
    assert (api.unreadable_request.text, str(api.unreadable_request)) == ("lots", "lots")
    assert str(api.unreadable_request.place) == "config/services/api/a.yaml:1:35"
    assert api.unreadable_limit is not None
    assert api.unreadable_limit.text == "[1]"
    assert str(api) == "lots (unreadable) for each of 1, at most [1] (unreadable)"
    assert web.unreadable_request is None
    assert web.unreadable_limit is None
    (total,) = table.totals
    assert total.unreadable is not None
    assert total.unreadable.text == "plenty"
    assert (total.uncounted, total.silent, str(total)) == (("api",), (), "1 of plenty (unreadable)")
    assert total.to_dict()["unreadable"] == total.unreadable.to_dict()


def test_a_comparison_says_whether_anything_is_so_bad(snapshot: stageline.Snapshot) -> None:
    of: list[tuple[stageline.Diff | stageline.Drift | stageline.Survey, tuple[bool, ...]]] = [
        (snapshot.drift("production", ["staging"]), (True, True, True)),
        (snapshot.drift("production", ["staging"], sections=["pool"]), (True, True, False)),
        (snapshot.drift("production", ["staging"], sections=["database"]), (False, False, False)),
        (snapshot.diff("production", "staging"), (True, False, False)),
        (snapshot.diff("staging", "staging"), (False, False, False)),
        (snapshot.compare(["production", "staging"], sections=["pool"]), (True, True, False)),
    ]
    for found, expected in of:
        severities = get_args(types.Severity)
        assert set(severities) == {"info", "warning", "error"}
        told = tuple(found.has_at_least(each) for each in ("info", "warning", "error"))
        assert told == expected, found
    wrong: Any = "fatal"
    with pytest.raises(stageline.UsageError):
        of[0][0].has_at_least(wrong)


def test_text_can_do_without_its_title(snapshot: stageline.Snapshot) -> None:
    drift = snapshot.drift("production", ["staging"])
    titled, untitled = drift.text(), drift.text(untitled=True)
    assert titled.startswith("staging against production: ")
    assert "staging against production" not in untitled
    assert untitled.strip() in titled


# Secrets by what stands around them, and beside references of the other side.
AROUND = {
    "config/environments.yaml": "environments: {staging: {}, production: {tier: production}}\n",
    "config/production.yaml": (
        "overrides:\n  foo: secret://production/foo\n  args: [serve, --password, canary-1]\n"
        "  env: [{name: A_TOKEN, value: canary-2}, {name: A_TOKEN, value: canary-3}]\n"
        "  one: {dsn: secret://production/dsn, port: 1}\n"
        "  many: [x, secret://production/many]\n  mode: safe\n"
    ),
    "config/staging.yaml": (
        "overrides:\n  foo: canary-4\n  args: [-v, serve, --password, canary-5]\n"
        "  env: [{name: A_TOKEN, value: canary-6}, {name: A_TOKEN, value: canary-3}]\n"
        "  one: {dsn: canary-7, port: 2}\n"
        "  many: [y, canary-8]\n  mode: fast\n"
    ),
}


def test_what_stands_around_a_secret_or_in_the_place_of_a_reference_tells(tmp_path: Path) -> None:
    project = stageline.Project.open(write(tmp_path, AROUND))
    snapshot = project.snapshot()
    drift = snapshot.drift("production", ["staging"])
    assert by_path(drift)["foo"].rule == "drift/plain_secret"
    names = ["production", "staging"]
    for found in (snapshot.diff("staging", "production"), drift, snapshot.compare(names)):
        for name, text in reports(found).items():
            assert "mode" in text, name
            assert "canary" not in text, name
        assert "canary" not in f"{found}{found!r}{found.to_dict()}"
    plan = project.plan_fix("staging", "production")
    plan.choose(lambda _: True)
    assert "canary" not in f"{plan}{plan!r}{plan.to_dict()}"
    preview = plan.edit().preview()
    after = {file.path: file.after for file in preview.files}
    assert after["config/production.yaml"].count("secret://") == 3
    left, right = (
        {"args": ["--password", name], "dsn": dsn}
        for name, dsn in (("canary-1", "secret://a/b"), ("canary-2", "canary-3"))
    )
    assert "canary" not in f"{stageline.diff(left, right)}{stageline.diff({}, left)}"
