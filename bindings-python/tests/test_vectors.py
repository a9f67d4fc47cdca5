"""The cases that every language answers alike, through the typed API: `tests/vectors/README.md`."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import stageline
from stageline import types

ROOT = Path(__file__).parents[2]
FOLDERS = [
    ROOT / "tests" / "vectors",
    Path(__file__).parent / "cases",
]

Case = dict[str, Any]


def load() -> list[Case]:
    files = sorted(file for folder in FOLDERS for file in folder.rglob("*.json"))
    return [case for file in files for case in json.loads(file.read_text(encoding="utf-8"))]


ALL = load()
CASES = [case for case in ALL if "op" in case]
BUCKETS = [case for case in ALL if "hash" in case]


def project(case: Case, lenient: bool) -> stageline.Project:
    options = case.get("open", {})
    if "tree" in case:
        return stageline.Project.open(ROOT / case["tree"], lenient=lenient, **options)
    return stageline.Project.from_files(case["files"], lenient=lenient, **options)


def written(time: datetime | None) -> str | None:
    """UTC with `Z`, milliseconds only where there are some."""
    if time is None:
        return None
    precision = "milliseconds" if time.microsecond else "seconds"
    return time.isoformat(timespec=precision).replace("+00:00", "Z")


def place(place: stageline.Place | None) -> str | None:
    return str(place) if place else None


def with_places_as_text(document: Any) -> Any:
    match document:
        case {"file": file, "line": line, "column": column, "end_column": _}:
            return f"{file}:{line}:{column}"
        case dict():
            return {key: with_places_as_text(value) for key, value in document.items()}
        case list():
            return [with_places_as_text(value) for value in document]
    return document


def references(of: stageline.Origin | stageline.Explanation) -> list[dict[str, Any]]:
    return [{"text": each.text, "place": place(each.place)} for each in of.references]


def told(finding: stageline.Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "place": place(finding.place),
    }


def explained(explanation: stageline.Explanation) -> dict[str, Any]:
    return {
        "value": explanation.value,
        "steps": [
            {
                "layer": step.layer,
                "name": step.name,
                "place": place(step.place),
                "effect": step.effect,
                "value": step.value,
            }
            for step in explanation.steps
        ],
    }


def side(side: stageline.Side | None) -> str | None:
    return place(side.place) if side else None


def listed(diff: stageline.Diff, *, marked: bool = False) -> list[dict[str, Any]]:
    """What differs, a line each; a service that one side lacks is one line."""
    lines: list[dict[str, Any]] = []
    for part in diff.sections:
        if part.missing_in is not None:
            gone = part.missing_in == diff.right
            there = place(part.present_at)
            lines.append(
                {
                    "section": section(part),
                    "path": "",
                    "kind": "removed" if gone else "added",
                    "left": there if gone else None,
                    "right": None if gone else there,
                }
            )
        lines += [
            {
                "section": section(part),
                "path": found.path,
                "kind": found.kind,
                "left": side(found.left),
                "right": side(found.right),
                **({"marks": marks(found.left, found.right)} if marked else {}),
            }
            for found in part.differences
        ]
    return lines


def drifted(item: stageline.DriftItem) -> dict[str, Any]:
    return {
        "target": item.target,
        "section": section(item),
        "path": item.path,
        "class": "drift" if item.is_drift else "expected",
        "severity": item.severity,
        "rule": item.rule,
        "baseline": side(item.baseline),
        "found": side(item.actual),
    }


def marks(*sides: stageline.Side | None) -> list[str | None]:
    return [side.mark if side else None for side in sides]


def violated(found: stageline.ShapeViolation) -> dict[str, str]:
    return {
        "rule": found.rule,
        "severity": found.severity,
        "left": found.left,
        "relation": found.relation,
        "right": found.right,
    }


def about(finding: stageline.RuleFinding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "rule": finding.rule,
        "severity": finding.severity,
        "place": place(finding.place),
    }


def called(fix: stageline.FixItem) -> str:
    """An item as cases name it: its section and path."""
    return f"{section(fix.item)} {fix.item.path}".rstrip()


Part = stageline.SectionDiff | stageline.DriftItem | stageline.SurveyRow | stageline.UnknownItem


def section(item: Part) -> str:
    return f"service {item.service}" if item.service else item.section


def scope(edit: stageline.Edit, target: dict[str, str]) -> stageline.EditScope:
    """Scopes are named after their targets, and take what a target says in its order."""
    kind, *words = [target["target"], *(target[key] for key in target if key != "target")]
    if kind == "service":
        return edit.environment(target["environment"]).service(target["name"])
    found: stageline.EditScope = getattr(edit, kind)(*words)
    return found


def change(scope: stageline.EditScope, change: dict[str, Any]) -> None:
    match change["op"]:
        case "set":
            scope.set(change["path"], change["value"])
        case "unset":
            scope.unset(change["path"])
        case "delete":
            scope.delete(change["path"])
        case "append":
            scope.append(change["path"], change["item"])
        case "remove":
            scope.remove(change["path"], change["item"])
        case "move":
            scope.rename(change["from"], change["to"])
        case "apply":
            scope.apply(change["tree"], change["path"])
        case other:
            raise AssertionError(f"there is no change `{other}`")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def change_flag(edit: stageline.Edit, change: dict[str, Any]) -> None:
    """A change of what flags answer: the words of the case are those of the call."""
    words = {key: value for key, value in change.items() if key not in ("target", "op")}
    if change["op"] == "copy_flags":
        edit.copy_flags(words.pop("from"), words.pop("to"), **words)
        return
    flag = edit.flag(change["target"]["name"])
    if "now" in words:
        words["now"] = moment(words["now"])
    match change["op"]:
        case "copy":
            flag.copy(words["from"], words["to"])
        case "roll_out":
            given = {"from_" if key == "from" else key: at for key, at in words["rollout"].items()}
            times = {key: moment(given[key]) for key in ("start", "now") if key in given}
            flag.roll_out(words["environment"], **{**given, **times})
        case "hold" | "resume" | "roll_back" as turn:
            getattr(flag, turn)(words["environment"], moment(words["at"]))
        case other:
            getattr(flag, other)(**words)


OF_FLAGS = (
    "set_value",
    "roll_out",
    "hold",
    "resume",
    "roll_back",
    "target",
    "untarget",
    "add_rule",
    "remove_rule",
    "kill",
    "unkill",
    "copy",
    "copy_flags",
)


def radius(radius: stageline.BlastRadius) -> list[dict[str, Any]]:
    """What changes, a line each; a service that appears or disappears is one line."""
    lines = []
    for effect in radius.effects:
        for part in effect.diff.sections:
            where = {"environment": effect.environment, "section": section(part)}
            if part.missing_in is not None:
                kind = "added" if part.missing_in == "before" else "removed"
                lines.append({**where, "path": "", "kind": kind})
            lines += [
                {**where, "path": found.path, "kind": found.kind}
                for found in (*part.differences, *part.equivalent)
            ]
    return lines


class Run:
    """One case: an operation's method is named after it."""

    def __init__(self, case: Case) -> None:
        self.args: dict[str, Any] = case.get("args", {})
        lenient = self.args.get("lenient", False) or case["op"] in ("validate", "report")
        self.case = case
        self.project = project(case, lenient)
        self.snapshot = self.project.snapshot()

    @property
    def environment(self) -> stageline.Environment:
        return self.project.environment(self.args["environment"])

    @property
    def subject(self) -> stageline.Environment | stageline.Service:
        service = self.args.get("service")
        return self.environment if service is None else self.environment.service(service)

    @property
    def context(self) -> dict[str, Any]:
        context = dict(self.args.get("attributes") or {})
        if "targeting_key" in self.args:
            context["targeting_key"] = self.args["targeting_key"]
        return context

    def open(self) -> Any:
        return {
            "environments": list(self.snapshot.environment_names),
            "services": list(self.snapshot.service_names),
        }

    def resolve(self) -> Any:
        return self.subject.resolve(overrides=self.args.get("overrides")).to_dict()

    def get(self) -> Any:
        return self.subject.resolve().at(self.args["path"])

    def origin(self) -> Any:
        origin = self.subject.origin(self.args["path"])
        found = {"place": place(origin.place), "layer": origin.layer, "name": origin.name}
        return found | self.asked_references(origin)

    def explain(self) -> Any:
        explanation = self.subject.explain(self.args["path"])
        return explained(explanation) | self.asked_references(explanation)

    def asked_references(self, of: stageline.Origin | stageline.Explanation) -> dict[str, Any]:
        """Compared where a case speaks of them."""
        asked = "references" in self.case.get("expect", {})
        return {"references": references(of)} if asked else {}

    def explain_all(self) -> Any:
        return [
            {"path": leaf.path, **explained(leaf), "references": references(leaf)}
            for leaf in self.subject.explain_all(self.args["path"])
        ]

    def affected(self) -> Any:
        affected = self.snapshot.affected(self.args["paths"])
        return {
            "entries": [
                {"environment": entry.environment, "part": entry.part, "service": entry.service}
                for entry in affected.entries
            ],
            "pipelines": list(affected.pipelines),
            "unknown": list(affected.unknown),
        }

    def matrix(self) -> Any:
        return self.snapshot.affected(self.args["paths"]).matrix()

    def who_uses(self) -> Any:
        return [
            {
                "environment": use.environment,
                "part": use.part,
                "service": use.service,
                "path": use.path,
                "wins": use.wins,
            }
            for use in self.snapshot.who_uses(self.args["file"], self.args["line"])
        ]

    def record(self) -> Any:
        return self.environment.record.at(self.args["path"])

    def tenants(self) -> Any:
        return [
            {
                "name": tenant.name,
                "environments": [
                    {"from": each.source, "name": each.name} for each in tenant.environments
                ],
                "tier": tenant.tier,
                "isolation": tenant.isolation,
                "place": place(tenant.place),
            }
            for tenant in self.snapshot.tenants
        ]

    def pipelines(self) -> Any:
        return [
            {
                "name": pipeline.name,
                "title": pipeline.title,
                "stages": [
                    {
                        "environment": stage.environment,
                        "auto_promote": stage.auto_promote,
                        "gates": [
                            {"name": gate.name, "when": gate.when, "approval": gate.approval}
                            for gate in stage.gates
                        ],
                        "place": place(stage.place),
                    }
                    for stage in pipeline.stages
                ],
            }
            for pipeline in self.snapshot.pipelines
        ]

    def services(self) -> Any:
        return list(self.environment.service_names)

    def digest(self) -> Any:
        return self.subject.resolve().digest

    def flag(self) -> Any:
        flags, default = self.environment.flags, self.args["default"]
        details = flags.details(self.args["flag"], self.context, default)
        return {
            "value": details.value,
            "variant": details.variant,
            "reason": details.reason,
            "error_code": details.error_code,
            "set_in": details.set_in,
            "place": place(details.place),
        }

    def flags(self) -> Any:
        all_of = self.environment.flags.evaluate_all(self.context)
        return {name: details.value for name, details in all_of.items()}

    def handle(self) -> Any:
        flags = self.environment.flags
        return flags.handle(self.args["flag"], self.args["default"]).value(self.context)

    @property
    def now(self) -> datetime | None:
        return moment(self.args["now"]) if "now" in self.args else None

    def flag_details(self) -> Any:
        flags, args = self.environment.flags, self.args
        context = flags.context(None, self.context, now=self.now)
        details = flags.details(args["flag"], context, args["default"])
        names = (
            "value",
            "variant",
            "reason",
            "error_code",
            "decided_by",
            "rule",
            "target",
            "unmet",
            "bucket",
            "threshold",
            "set_in",
        )
        return {name: getattr(details, name) for name in names} | {
            "place": place(details.place),
            "valid_until": written(details.valid_until),
        }

    def flag_many(self) -> Any:
        flags = self.environment.flags
        answers = flags.evaluate_many(self.args["flags"], self.context, now=self.now)
        return [[details.flag, details.value] for details in answers]

    def flag_explain(self) -> Any:
        flags = self.environment.flags
        explanation = flags.explain(self.args["flag"], self.context, now=self.now)
        found = with_places_as_text(explanation.to_dict())
        assert found["steps"] == with_places_as_text(explanation.steps)
        assert found["valid_until"] == written(explanation.valid_until)
        return found

    def flag_preview(self) -> Any:
        assert self.now is not None
        preview = self.environment.flags.preview(self.args["flag"], self.now)
        found = preview.to_dict()
        for share, document in zip(preview.shares, found["shares"], strict=True):
            assert f"{share.percentage:g}%" == document["percentage"]
            assert written(share.until) == document["until"]
        assert (written(preview.at), written(preview.next_change)) == (
            found["at"],
            found["next_change"],
        )
        return found

    def flag_when_will(self) -> Any:
        flags = self.environment.flags
        changes = flags.when_will(self.args["flag"], self.context, now=self.now)
        return [change.to_dict() | {"at": written(change.at)} for change in changes]

    def flag_compare(self) -> Any:
        a, b = (self.project.environment(self.args[side]).flags for side in ("a", "b"))
        contexts = [
            a.context(each.get("targeting_key"), each.get("attributes"), now=self.now)
            for each in self.args["contexts"]
        ]
        found = a.compare(b, contexts)
        return with_places_as_text([each.to_dict() for each in found.differences])

    def judged(self, of: Case) -> stageline.Report:
        return (
            project(of, lenient=True)
            .snapshot()
            .validate(
                today=self.args.get("today"),
                environments=self.args.get("environments"),
            )
        )

    def reported(self) -> stageline.Report:
        report = self.judged(self.case)
        if "base" in self.args:
            base = {**self.case, "files": self.args["base"]}
            report = report.new_since(self.judged(base).json())
        return report

    def validate(self) -> Any:
        report = self.reported()
        findings = [told(finding) for finding in report.findings]
        expected = self.case.get("expect")
        if not isinstance(expected, dict):
            return findings
        answer: dict[str, Any] = {
            "findings": findings,
            "suppressed": [
                {
                    **told(one.finding),
                    "by": one.by,
                    "reason": one.reason,
                    "suppressed_at": place(one.suppressed_at),
                }
                for one in report.suppressed
            ],
        }
        if "fingerprints" in expected:
            answer["fingerprints"] = [finding.fingerprint for finding in report.findings]
        return answer

    def report(self) -> Any:
        report, args = self.reported(), self.args
        prefix = args.get("prefix", "")
        match args["format"]:
            case "text":
                return report.text()
            case "json":
                return json.loads(report.json())
            case "junit":
                return report.junit(fails=args.get("fails", "warning"))
            case "github":
                return report.github(prefix=prefix)
            case "sarif":
                log = json.loads(report.sarif(prefix=prefix, rules_page=args.get("rules_page")))
                driver = log["runs"][0]["tool"]["driver"]
                del driver["semanticVersion"]
                for rule in driver["rules"]:
                    del rule["help"]
                return log
            case other:
                raise AssertionError(f"there is no format `{other}`")

    def diff(self) -> Any:
        args = self.args
        diff = self.snapshot.diff(args["a"], args["b"], **self.drift_options)
        return listed(diff, marked="key" in args)

    @property
    def drift_options(self) -> dict[str, Any]:
        names = ("rules", "shapes", "today", "sections", "exclude")
        options = {name: self.args[name] for name in names if name in self.args}
        if "key" in self.args:
            options["key"] = self.args["key"].encode()
        return options

    def drift(self) -> Any:
        args = self.args
        drift = self.snapshot.drift(args["baseline"], args["targets"], **self.drift_options)
        if not isinstance(self.case.get("expect"), dict):
            return [drifted(item) for item in drift.items]
        items = [
            {
                **drifted(item),
                "reason": item.reason,
                "owner": item.owner,
                "rule_at": place(item.rule_at),
                "marks": marks(item.baseline, item.actual),
                **({"violation": violated(item.violation)} if item.violation else {}),
            }
            for item in drift.items
        ]
        return {"items": items, "findings": [about(finding) for finding in drift.findings]}

    def compared(self) -> stageline.Diff | stageline.Drift | stageline.Survey:
        args = self.args
        if args["of"] == "diff":
            return self.snapshot.diff(args["a"], args["b"], **self.drift_options)
        if args["of"] == "survey":
            return self.snapshot.compare(args["environments"], **self.drift_options)
        return self.snapshot.drift(args["baseline"], args["targets"], **self.drift_options)

    def at_least(self) -> Any:
        found = self.compared()
        severities: tuple[types.Severity, ...] = ("info", "warning", "error")
        return [severity for severity in severities if found.has_at_least(severity)]

    def comparison(self) -> Any:
        args, found = self.args, self.compared()
        prefix, files_at = args.get("prefix", ""), args.get("files_at")
        match args["format"]:
            case "text":
                switches = {name: args.get(name, False) for name in ("everything", "untitled")}
                return found.text(width=args.get("width"), **switches)
            case "markdown":
                return found.markdown(prefix=prefix, files_at=files_at)
            case "html":
                page = found.html(prefix=prefix, files_at=files_at)
                return page.count('<details class="row ')
            case "sarif":
                log = json.loads(found.sarif(prefix=prefix))
                del log["runs"][0]["tool"]["driver"]["semanticVersion"]
                return log
            case "junit":
                return found.junit(fails=args.get("fails", "warning"))
            case "json":
                return json.loads(found.json())
            case "github":
                return found.github(prefix=prefix)
            case other:
                # Each format is a method here, so that no other can be asked for.
                assert not hasattr(found, other)
                raise stageline.UsageError(f"there is no format `{other}`", code="E_USAGE")

    def fix(self) -> Any:
        args, choose = self.args, self.args["choose"]
        plan = self.project.plan_fix(args["from"], args["to"], **self.drift_options)
        plan.choose(lambda fix: choose == "all" or called(fix) in choose)
        items = [
            {
                "item": called(fix),
                "rule": fix.item.rule,
                "target": fix.target,
                "op": fix.operation["op"] if fix.operation else None,
                "file": fix.file,
                "withheld": [part.path for part in fix.withheld],
                "left_alone": fix.left_alone,
                "environments": list(fix.radius.environments),
                "chosen": fix.chosen,
            }
            for fix in plan.items
        ]
        return {"items": items, **self.committed(plan.edit())}

    def resources(self) -> Any:
        args = self.args
        found = self.snapshot.resources(args["environments"], args.get("resources"))
        return with_places_as_text(found.to_dict())

    def survey(self) -> Any:
        survey = self.snapshot.compare(self.args["environments"], **self.drift_options)
        return {
            "environments": list(survey.environments),
            "rows": [
                {
                    "section": section(row),
                    "path": row.path,
                    "groups": list(row.groups),
                    "majority": row.majority,
                    "outliers": list(row.outliers),
                    "places": [side(cell) for cell in row.cells],
                    "violations": [
                        {
                            "rule": found.rule,
                            "severity": found.severity,
                            "left": found.left,
                            "relation": found.relation,
                            "right": found.right,
                        }
                        for found in row.violations
                    ],
                }
                for row in survey.rows
            ],
            "findings": [about(finding) for finding in survey.findings],
        }

    def drift_live(self) -> Any:
        args = self.args
        named = {"of": "environment", "workloads": "services"}
        reading = ("file", "of", "namespace", "service_labels", "workloads", "partial")
        asked = {named.get(key, key): args[key] for key in reading if key in args}
        live = stageline.LiveEnvironment.read(args["live"], **asked)
        drift = self.snapshot.drift_live(args["environment"], live, **self.drift_options)
        assert drift.summary["unknown"] == len(drift.unknown)
        items = []
        for item in drift.items:
            row = drifted(item)
            if "key" in args:
                row["marks"] = marks(item.baseline, item.actual)
            items.append(row)
        unknown = [
            {"section": section(each), "path": each.path, "place": place(each.place)}
            for each in drift.unknown
        ]
        return {"items": items, "unknown": unknown}

    def plan(self) -> Any:
        args = self.args
        plan = self.project.plan_promotion(args["from"], args["to"], services=args.get("services"))
        return {
            "verdict": plan.verdict,
            "pipeline": plan.pipeline,
            "services": [
                {
                    "service": step.service,
                    "from": step.before.tag if step.before else None,
                    "to": step.after.tag if step.after else None,
                }
                for step in plan.services
            ],
            "changes": len(listed(plan.changes)),
            "gates": [
                {
                    "name": gate.name,
                    "environment": gate.environment,
                    "when": gate.when,
                    "state": gate.state,
                }
                for gate in plan.gates
            ],
            "why_not": [reason.code for reason in plan.why_not],
            "digest": plan.digest,
        }

    def edit(self) -> Any:
        try:
            return self.edited()
        except stageline.StagelineError:
            assert self.project.reload().digest == self.snapshot.digest, "something was written"
            raise

    def edited(self) -> Any:
        edit = self.project.edit()
        for each in self.args["changes"]:
            if each["op"] in OF_FLAGS:
                change_flag(edit, each)
            else:
                change(scope(edit, each["target"]), each)
        return self.committed(edit)

    def committed(self, edit: stageline.Edit) -> dict[str, Any]:
        """What an edit comes to, which is what it then writes."""
        files = {file.path: file.after for file in edit.preview().files}
        lines = radius(edit.blast_radius())
        remarks = {"remarks": list(edit.remarks)} if edit.remarks else {}
        committed = edit.commit()
        written = project({**self.case, "files": self.case["files"] | files}, lenient=True)
        assert committed.digest == self.project.reload().digest == written.snapshot().digest
        return {"files": files, "radius": lines, **remarks}


class Trees:
    """Operations on documents that belong to no project."""

    def __init__(self, case: Case) -> None:
        self.args: dict[str, Any] = case["args"]

    def compare(self) -> Any:
        args = {**self.args, "meanings": dict(self.args.get("meanings", []))}
        found = stageline.diff(**args)
        if "leaves" not in args:
            assert exact(found.apply(args["left"])) == exact(args["right"])
            assert exact(found.inverted().apply(args["right"])) == exact(args["left"])
        return found.to_dict()

    def json_patch(self) -> Any:
        return stageline.json_patch(**self.args)

    def apply_json_patch(self) -> Any:
        return stageline.apply_json_patch(self.args["tree"], self.args["patch"])

    def merge_patch(self) -> Any:
        return stageline.merge_patch(**self.args)

    def three_way(self) -> Any:
        args = {**self.args, "meanings": dict(self.args.get("meanings", []))}
        return stageline.three_way(**args).to_dict()

    def apply_merge_patch(self) -> Any:
        return stageline.apply_merge_patch(self.args["tree"], self.args["patch"])


def exact(value: Any) -> Any:
    """The value with its kinds: `1`, `1.0` and `True` are three different answers."""
    if isinstance(value, dict):
        return {key: exact(each) for key, each in value.items()}
    if isinstance(value, list):
        return [exact(each) for each in value]
    return (type(value).__name__, value)


def check(case: Case) -> None:
    kind: type[Run | Trees] = Run if "files" in case or "tree" in case else Trees

    def answer() -> Any:
        operation: Callable[[], Any] = getattr(kind(case), case["op"])
        return operation()

    if "error" not in case:
        assert exact(answer()) == exact(case["expect"])
        return
    expected = case["error"]
    with pytest.raises(stageline.StagelineError) as caught:
        answer()
    error = caught.value
    assert error.code == expected["code"]
    if "place" in expected:
        assert place(error.place) == expected["place"]
    if "suggestions" in expected:
        assert list(error.suggestions) == expected["suggestions"]
    if "problems" in expected:
        problems = [{"code": each.code, "place": place(each.place)} for each in error.problems]
        assert problems == expected["problems"]


RAN: set[str] = set()


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case(case: Case) -> None:
    RAN.add(case["id"])
    check(case)


def test_bucketing_through_flags() -> None:
    """One flag for each share, with the case's salt; who is in is asked through a handle."""
    for case in BUCKETS:
        rollouts = {
            f"p{at}": {
                "default": False,
                "rollout": {"percentage": float(share), "salt": case["salt"]},
            }
            for at, share in enumerate(case["in"])
        }
        flags = (
            stageline.Project.from_files(
                {
                    "config/environments.yaml": "environments: {production: {}}",
                    "config/feature-flags.yaml": json.dumps({"feature_flags": rollouts}),
                }
            )
            .environment("production")
            .flags
        )
        context = flags.context(case["key"])
        for at, (share, is_in) in enumerate(case["in"].items()):
            details = flags.handle(f"p{at}", False).details(context)
            assert details.value is is_in, (case, share, str(details))
            if details.bucket is not None:
                assert details.bucket == case["hash"]


def test_all_cases_were_run(request: pytest.FixtureRequest) -> None:
    """No case is lost between the files and the runner."""
    assert len(CASES) + len(BUCKETS) == len(ALL)
    ids = [case["id"] for case in CASES]
    assert len(set(ids)) == len(ids)
    if request.config.getoption("keyword") == "" and len(request.session.items) > 1:
        assert set(ids) == RAN
