"""What is found, what differs and what is planned are values, for people and for programs."""

from pathlib import Path
from typing import Any, get_args

import pytest
import stageline
from stageline import types

STOREFRONT = Path(__file__).parents[2] / "examples" / "storefront"


@pytest.fixture(scope="module")
def snapshot() -> stageline.Snapshot:
    return stageline.Project.open(STOREFRONT, lenient=True).snapshot()


def test_findings_have_rule_severity_place_and_remedy(snapshot: stageline.Snapshot) -> None:
    report = snapshot.validate()
    assert report.files > 30
    assert sum(report.counts.values()) == len(report.findings) > 5
    assert report.has_at_least("info")
    assert report.has_at_least("error") == (report.counts["error"] > 0)
    places = [finding.place for finding in report.findings if finding.place]
    assert "config/feature-flags.yaml:51:5" in {str(place) for place in places}
    for finding in report.findings:
        assert finding.severity in get_args(types.Severity)
        assert finding.places[:1] == ((finding.place,) if finding.place else ())
        assert finding.message in str(finding)
        assert finding.to_dict()["rule"] == finding.rule
    assert "--> config/feature-flags.yaml:51:5" in str(report)
    assert "\x1b[" in report.text(colour=True)
    assert "\x1b[" not in report.text()
    assert len(report.to_dict()["findings"]) == len(report.findings)
    wrong: Any = "fatal"
    with pytest.raises(stageline.UsageError):
        report.has_at_least(wrong)


def test_a_diff_has_sections_and_a_place_on_both_sides(snapshot: stageline.Snapshot) -> None:
    diff = snapshot.diff("staging", "production")
    assert (diff.left, diff.right, diff.is_empty) == ("staging", "production", False)
    sections = {(each.section, each.service): each for each in diff.sections}
    assert {section for section, _ in sections} <= set(get_args(types.Section))
    configuration = sections["configuration", None]
    timeout = next(each for each in configuration.differences if each.path == "database.timeout")
    assert timeout.kind == "changed"
    assert timeout.left is not None
    assert timeout.right is not None
    assert (timeout.left.value, timeout.right.value) == (30, 60)
    assert str(timeout.left.place) == "config/base.yaml:32:14"
    assert str(timeout.right.place) == "config/production.yaml:15:14"
    assert [each.path for each in configuration.equivalent] == ["cache.ttl", "cache.max_size"]
    assert str(timeout) in str(diff)
    assert diff.to_dict()["left"] == "staging"
    assert snapshot.diff("staging", "staging").is_empty


def test_drift_is_told_from_difference_by_nature(snapshot: stageline.Snapshot) -> None:
    drift = snapshot.drift("production", ["staging"])
    assert (drift.baseline, drift.targets, drift.has_drift) == ("production", ("staging",), True)
    assert drift.summary["drift"] == len(drift.drift)
    assert drift.summary["drift"] + drift.summary["expected"] == len(drift.items)
    assert all(item.is_drift and item.reason and item.rule for item in drift.drift)
    found = {(item.section, item.service, item.path): item for item in drift.drift}
    waf = found["record", None, "features.waf_enabled"]
    assert waf.baseline is not None
    assert waf.actual is not None
    assert (waf.baseline.value, waf.actual.value, waf.severity) == (True, False, "error")
    assert ("service", "worker", "environment.DEAD_LETTER_QUEUE") in found
    assert str(waf) in str(drift)
    for nothing in ([], ["production"]):
        with pytest.raises(stageline.UsageError):
            snapshot.drift("production", nothing)
    with pytest.raises(stageline.UnknownNameError):
        snapshot.drift("production", ["stagin"])


def test_a_diff_is_asked_for_by_parts_services_and_paths() -> None:
    snapshot = stageline.Project.open(STOREFRONT).snapshot()

    def told(
        sections: tuple[str, ...] = (), exclude: tuple[str, ...] = ()
    ) -> set[tuple[str | None, str]]:
        found = snapshot.diff("staging", "production", sections=sections, exclude=exclude)
        return {
            (section.service or section.section, difference.path)
            for section in found.sections
            for difference in section.differences
        }

    everything = told()
    scaling = {path for name, path in everything if path.startswith("autoscaling.")}
    assert scaling
    assert told(sections=("autoscaling.**", "api")) == {
        (name, path) for name, path in everything if name == "api" and path in scaling
    }
    assert told(exclude=("services",)) == {
        (name, path) for name, path in everything if name in ("record", "configuration", "flags")
    }
    with pytest.raises(stageline.UsageError) as refused:
        snapshot.diff("staging", "production", sections=["autoscalng.**"])
    assert tuple(refused.value.suggestions) == ("autoscaling.**",)
    key = b"0123456789abcdef"
    assert snapshot.diff("staging", "production", key=key).sections


def test_a_plan_says_what_moves_what_guards_it_and_why_it_waits() -> None:
    project = stageline.Project.open(STOREFRONT)
    plan = project.plan_promotion("staging", "production", services=["api", "search"])
    assert (plan.source, plan.target, plan.verdict) == ("staging", "production", "waits")
    assert [step.service for step in plan.services] == ["api", "search"]
    search = plan.services[1]
    assert search.before is not None
    assert search.after is not None
    assert search.changes
    assert search.after.tag == "1.18.0"
    assert search.after.place is not None
    assert {gate.when for gate in plan.gates} <= set(get_args(types.GateWhen))
    assert {gate.state for gate in plan.gates} <= set(get_args(types.GateState))
    assert set(map(str, plan.approvals)) == {str(gate) for gate in plan.gates if gate.approval}
    assert len(plan.why_not) == len(plan.gates)
    assert {reason.verdict for reason in plan.why_not} == {"waits"}
    assert all(reason.help and reason.place for reason in plan.why_not)
    assert not plan.journal
    again = project.snapshot().plan_promotion("staging", "production", services=["api", "search"])
    assert again.digest == plan.digest
    assert str(plan).endswith(f"digest {plan.digest}")
    assert plan.to_dict()["verdict"] == "waits"


def test_a_promotion_that_no_pipeline_holds_is_blocked_not_an_error() -> None:
    project = stageline.Project.open(STOREFRONT)
    plan = project.plan_promotion("staging", "production-eu")
    assert plan.verdict == "blocked"
    assert plan.pipeline is None
    assert plan.why_not[0].verdict == "blocked"
    with pytest.raises(stageline.UnknownNameError):
        project.plan_promotion("staging", "production", services=["apii"])
    with pytest.raises(stageline.UnknownNameError):
        project.plan_promotion("staging", "production", pipeline="nope")
    with pytest.raises(stageline.UsageError):
        project.plan_promotion("staging", "production", skip_stages=" ")


def test_tenants_are_listed_with_the_environments_derived_for_them(
    snapshot: stageline.Snapshot,
) -> None:
    assert [str(tenant) for tenant in snapshot.tenants] == [
        "harbor-books",
        "summit-outdoor",
        "green-pantry",
    ]
    summit = snapshot.tenants[1]
    assert (summit.name, summit.tier, summit.isolation) == (
        "summit-outdoor",
        "enterprise",
        "dedicated",
    )
    assert str(summit.place) == "config/tenants.yaml:29:3"
    for each in summit.environments:
        assert snapshot.environment(each.source).tenant(summit.name).name == each.name == str(each)
    assert summit.to_dict()["environments"] == [each.to_dict() for each in summit.environments]
    assert summit.to_dict()["environments"][0]["from"] == "staging"
    assert repr(summit) == "<Tenant summit-outdoor>"
    changed: Any = summit
    with pytest.raises(AttributeError):
        changed.name = "other"


def test_pipelines_are_listed_with_their_stages_and_gates(snapshot: stageline.Snapshot) -> None:
    (release,) = snapshot.pipelines
    assert (release.name, release.title) == ("progressive-deployment", "Storefront release")
    assert [str(stage) for stage in release.stages] == [
        "development",
        "testing",
        "staging",
        "production",
    ]
    assert [stage.auto_promote for stage in release.stages] == [True, False, False, False]
    staging = release.stages[2]
    assert str(staging.place) == "workflows/progressive-deployment.yaml:19:11"
    assert {gate.when for gate in staging.gates} == set(get_args(types.GateWhen))
    assert [str(gate) for gate in staging.gates if gate.approval] == ["release_approval"]
    assert release.to_dict()["stages"][2] == staging.to_dict()
    assert staging.to_dict()["gates"] == [gate.to_dict() for gate in staging.gates]


def test_a_project_without_tenants_and_workflows_has_none() -> None:
    small = stageline.Project.from_files({"config/environments.yaml": "environments: {a: {}}"})
    assert (small.snapshot().tenants, small.snapshot().pipelines) == ((), ())
