"""Validation with a day, for some environments, with rules of the host; reports in every format."""

import json
import xml.etree.ElementTree as xml
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
import stageline
from stageline import Finding, HostRule

FILES = {
    "config/environments.yaml": (
        "environments:\n  staging: {region: eu-west-1}\n"
        "  production: {tier: production, region: us-east-1}\n"
    ),
    "config/services/api/staging.yaml": "api: {replicas: 1, image_tag: latest}\n",
    "config/services/api/production.yaml": (
        "api:\n  replicas: 4\n  image_tag: latest\n  password: hunter2-canary\n"
    ),
}


def project(settings: str = "") -> stageline.Project:
    more = {"stageline.yaml": settings} if settings else {}
    return stageline.Project.from_files({**FILES, **more}, lenient=True)


def regions(snapshot: stageline.Snapshot) -> Iterator[Finding]:
    for environment in snapshot.environments:
        if not environment.record["region"].startswith("eu-"):
            yield Finding(
                "the region is not ours",
                severity="error",
                help="move it",
                environment=environment.name,
                place=environment.record.origin("region").place,
            )


REGIONS = HostRule("our-regions", regions, severity="error", summary="regions are European")


def test_a_rule_of_the_host_stands_among_the_others() -> None:
    report = project().snapshot().validate(rules=[REGIONS])
    (finding,) = [each for each in report.findings if each.rule == "our-regions"]
    assert (finding.severity, finding.message, finding.help, finding.environment) == (
        "error",
        "the region is not ours",
        "move it",
        "production",
    )
    assert str(finding.place) == "config/environments.yaml:3:42"
    assert finding.fingerprint.startswith("f1:")
    assert report.has_at_least("error")
    assert len({each.rule for each in report.findings}) > 1
    assert "us-east-1" in report.text()
    assert (REGIONS.id, REGIONS.severity, REGIONS.summary, REGIONS.check) == (
        "our-regions",
        "error",
        "regions are European",
        regions,
    )
    assert repr(REGIONS) == "<HostRule our-regions>"


def test_a_rule_sees_the_snapshot_that_is_validated() -> None:
    seen: list[str] = []
    snapshot = project().snapshot()

    def look(given: stageline.Snapshot) -> list[Finding]:
        seen.append(given.digest)
        return []

    assert snapshot.validate(rules=[HostRule("look", look)]).raised == {}
    assert seen == [snapshot.digest]


def test_what_a_rule_raises_is_a_finding_and_is_kept() -> None:
    def broken(_: stageline.Snapshot) -> Iterator[Finding]:
        yield Finding("this one is lost with the rest")
        raise KeyError("regoin")

    def unknown(snapshot: stageline.Snapshot) -> list[Finding]:
        snapshot.environment("produktion")
        return []

    def nothing(_: stageline.Snapshot) -> Any:
        return None

    def other(_: stageline.Snapshot) -> Any:
        return ["text"]

    rules = [
        HostRule(check.__name__, check, severity="info")
        for check in (broken, unknown, nothing, other)
    ]
    report = project().snapshot().validate(rules=[*rules, REGIONS])
    findings = {each.rule: each for each in report.findings}
    assert findings["broken"].severity == "error"
    assert findings["broken"].message == "the rule `broken` failed: it raised `KeyError`: 'regoin'"
    assert findings["broken"].code is None
    assert findings["unknown"].code == "E_UNKNOWN_ENVIRONMENT"
    assert "`produktion`" in findings["unknown"].message
    assert findings["nothing"].message.startswith(
        "the rule `nothing` failed: it raised `TypeError`"
    )
    assert findings["other"].message.startswith("the rule `other` failed: it raised `TypeError`")
    assert "our-regions" in findings
    assert list(report.raised) == ["broken", "unknown", "nothing", "other"]
    assert isinstance(report.raised["broken"], KeyError)
    assert report.raised["broken"].__traceback__ is not None
    assert isinstance(report.raised["unknown"], stageline.UnknownNameError)
    assert report.new_since(report).raised.keys() == report.raised.keys()


def test_an_error_of_many_problems_is_as_many_findings_with_their_places() -> None:
    def load(_: stageline.Snapshot) -> list[Finding]:
        stageline.Project.from_files(
            {
                "config/environments.yaml": "environments: {a: {}}",
                "config/base.yaml": "a: 1\na: 2",
                "config/a.yaml": "extends: [",
            }
        )
        return []

    report = project().snapshot().validate(rules=[HostRule("load-other", load)])
    places = {str(each.place): each.code for each in report.findings if each.rule == "load-other"}
    assert places == {"config/base.yaml:2:1": "E_DUPLICATE_KEY", "config/a.yaml:1:10": "E_YAML"}


def test_an_interrupt_ends_the_validation() -> None:
    def stop(_: stageline.Snapshot) -> Iterable[Finding]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        project().snapshot().validate(rules=[HostRule("stop", stop)])


def test_what_makes_no_rule_or_finding_is_refused() -> None:
    with pytest.raises(stageline.LoadError) as taken:
        HostRule("latest-in-production", regions)
    assert taken.value.code == "E_NAME_TAKEN"
    with pytest.raises(stageline.LoadError) as name:
        HostRule("two words", regions)
    assert name.value.code == "E_NAME"
    snapshot = project().snapshot()
    with pytest.raises(stageline.LoadError) as twice:
        snapshot.validate(rules=[REGIONS, REGIONS])
    assert twice.value.code == "E_NAME_TAKEN"
    with pytest.raises(stageline.UnknownNameError):
        snapshot.validate(environments=["produktion"])
    wrong: Any = "fatal"
    with pytest.raises(stageline.UsageError):
        Finding("a sentence", severity=wrong)
    nothing: Any = None
    with pytest.raises(TypeError):
        HostRule("rule", nothing)
    number: Any = 20260101
    with pytest.raises(TypeError):
        snapshot.validate(today=number)
    place = stageline.Place("config/a.yaml", 1, 2)
    both = Finding("a sentence", place=place, places=[stageline.Place("config/b.yaml")])
    assert [str(each) for each in both.places] == ["config/a.yaml:1:2", "config/b.yaml"]
    assert both.fingerprint == ""


EXCEPTION = """\
validation:
  exceptions:
    - {rule: our-regions, paths: ["**"], reason: until we moved, until: 2026-06-30}
"""


def test_exceptions_hold_until_their_day_and_suppress_rules_of_the_host_too() -> None:
    snapshot = project(EXCEPTION).snapshot()
    report = snapshot.validate(rules=[REGIONS], today=date(2026, 6, 30))
    assert "our-regions" not in {each.rule for each in report.findings}
    (suppressed,) = report.suppressed
    assert suppressed.finding.rule == "our-regions"
    assert (suppressed.by, suppressed.reason) == ("exception", "until we moved")
    assert str(suppressed.suppressed_at).startswith("stageline.yaml:3:")
    assert report.counts["suppressed"] == 1
    assert suppressed.to_dict()["by"] == "exception"
    assert "the region is not ours" in str(suppressed)
    for day in (date(2026, 7, 1), datetime(2026, 7, 1, 12), "2026-07-01"):
        late = snapshot.validate(rules=[REGIONS], today=day)
        assert "our-regions" in {each.rule for each in late.findings}


def test_only_what_matters_in_the_environments_named_counts() -> None:
    snapshot = project().snapshot()
    everywhere = snapshot.validate(rules=[REGIONS])
    staging = snapshot.validate(rules=[REGIONS], environments=["staging"])
    assert "our-regions" in {each.rule for each in everywhere.findings}
    assert "our-regions" not in {each.rule for each in staging.findings}


def test_what_is_new_since_an_earlier_report() -> None:
    before = project().snapshot().validate()
    after = project().snapshot().validate(rules=[REGIONS])
    for base in (before, before.json()):
        new = after.new_since(base)
        assert [each.rule for each in new.findings] == ["our-regions"]
        assert new.counts["error"] == 1
    assert after.new_since(after).findings == ()
    with pytest.raises(stageline.UsageError):
        after.new_since("[]")
    wrong: Any = 3
    with pytest.raises(TypeError):
        after.new_since(wrong)


def test_reports_are_rendered_for_people_and_machines_without_secrets() -> None:
    report = project().snapshot().validate(rules=[REGIONS])
    document = json.loads(report.json())
    assert document == report.to_dict()
    assert document["host_rules"][0]["id"] == "our-regions"
    sarif = json.loads(report.sarif(prefix="deploy", rules_page="https://example.test/rules"))
    assert sarif["version"] == "2.1.0"
    results = sarif["runs"][0]["results"]
    assert len(results) == len(report.findings)
    uris = {
        location["physicalLocation"]["artifactLocation"]["uri"]
        for result in results
        for location in result["locations"]
    }
    assert uris
    assert all(uri.startswith("deploy/") for uri in uris)
    suites = xml.fromstring(report.junit(fails="error"))
    assert suites.attrib["tests"] == str(len(report.findings))
    assert int(suites.attrib["failures"]) == report.counts["error"]
    assert int(xml.fromstring(report.junit(fails="info")).attrib["failures"]) == len(
        report.findings
    )
    commands = report.github(prefix="deploy").splitlines()
    assert len(commands) == len(report.findings)
    assert any("file=deploy/config/environments.yaml,line=3" in line for line in commands)
    said = [report.text(), report.json(), report.sarif(), report.junit(), report.github()]
    assert all("hunter2" not in text for text in [*said, str(report), repr(report)])
