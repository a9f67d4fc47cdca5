"""What runs, held against what is declared: from files, or from an object of the host."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import stageline
from stageline import types

FILES = {
    "config/environments.yaml": "environments: {production: {tier: production}, staging: {}}\n",
    "config/services/api/production.yaml": (
        "api:\n"
        "  replicas: 3\n"
        "  image_tag: 1.4.0\n"
        "  environment: {MODE: safe, TOKEN: 'secret://vault/token'}\n"
    ),
}
LIVE = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop, uid: 7d}
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: api
          image: shop/api:1.4.0
          env:
            - {name: MODE, value: fast}
            - name: TOKEN
              valueFrom: {secretKeyRef: {name: vault, key: token}}
---
apiVersion: v1
kind: Secret
metadata: {name: vault, namespace: shop}
data: {token: Y2FuYXJ5}
"""
KEY = b"0123456789abcdef0123456789abcdef"


@pytest.fixture
def snapshot() -> stageline.Snapshot:
    return stageline.Project.from_files(FILES).snapshot()


def changed(drift: stageline.Drift) -> set[str]:
    return {item.path for item in drift.drift}


def test_what_runs_is_held_against_what_is_declared_with_both_places(
    snapshot: stageline.Snapshot,
) -> None:
    live = stageline.LiveEnvironment.read(LIVE, file="live/shop.yaml")
    drift = snapshot.drift_live("production", live)
    assert (drift.baseline, drift.targets) == ("production", ("live",))
    items = {item.path: item for item in drift.drift}
    mode = items["environment.MODE"]
    assert mode.baseline is not None
    assert mode.actual is not None
    assert (mode.baseline.value, mode.actual.value) == ("safe", "fast")
    assert str(mode.actual.place) == "live/shop.yaml:12:35"
    assert str(mode.baseline.place) == "config/services/api/production.yaml:4:23"
    assert "replicas" in items
    assert "environment.TOKEN" not in items
    assert drift.summary["unknown"] == len(drift.unknown)
    # The page shows the lines of the project and of the live file.
    assert "live/shop.yaml" in drift.html()
    assert "fast" in drift.markdown()


def test_secrets_of_live_files_are_never_shown(snapshot: stageline.Snapshot) -> None:
    live = stageline.LiveEnvironment.read(LIVE)
    drift = snapshot.drift_live("production", live, key=KEY)
    shown = [str(drift), repr(live), str(live.service("api")), *map(str, live.notes)]
    shown += [drift.text(everything=True), drift.html(), drift.json(), drift.sarif()]
    for text in shown:
        assert "canary" not in text
        assert "Y2FuYXJ5" not in text


def test_a_live_state_says_what_it_is(snapshot: stageline.Snapshot) -> None:
    live = stageline.LiveEnvironment.read(
        LIVE, environment="production", namespace="shop", services={"api": "front"}, partial=True
    )
    assert (live.environment, live.origin, live.is_partial) == ("production", "live.yaml", True)
    assert (live.service_names, live.service("api")) == (("front",), None)
    front = live.service("front")
    assert front is not None
    assert front["replicas"] == 2
    assert live.configuration is None
    assert repr(live) == '<LiveEnvironment production as "live.yaml" says>'
    with pytest.raises(stageline.UsageError):
        snapshot.drift_live("staging", live)
    # Only a part was seen, so that the service is unknown and not missing.
    drift = snapshot.drift_live("production", live)
    assert [(each.section, each.service, each.path) for each in drift.unknown] == [
        ("service", "api", "")
    ]
    (unknown,) = drift.unknown
    assert unknown.reason in str(unknown)
    assert drift.to_dict()["unknown"] == [unknown.to_dict()]


def test_several_files_are_one_state_and_native_ones_have_a_configuration() -> None:
    deployment, secret = LIVE.split("---\n")
    live = stageline.LiveEnvironment.read({"a.yaml": deployment, "b.yaml": secret})
    assert live.service_names == ("api",)
    native = stageline.LiveEnvironment.read(
        '{"services": {"api": {"replicas": 1}}, "configuration": {"ttl": 60}}', file="live.json"
    )
    assert native.configuration == {"ttl": 60}
    assert stageline.LiveEnvironment.read("services: {}").service_names == ()


def test_files_and_folders_are_read_with_their_errors(tmp_path: Path) -> None:
    (tmp_path / "production.yaml").write_text(LIVE, encoding="utf-8")
    live = stageline.LiveEnvironment.from_file(tmp_path / "production.yaml")
    assert live.service_names == ("api",)
    again = asyncio.run(stageline.LiveEnvironment.from_file_async(tmp_path, namespace="shop"))
    assert again.service("api") == live.service("api")
    with pytest.raises(stageline.LoadError) as caught:
        stageline.LiveEnvironment.from_file(tmp_path / "staging.yaml")
    assert caught.value.code == "E_FILE_NOT_FOUND"
    (tmp_path / "latin.yaml").write_bytes("services: {\u00e9: {}}".encode("latin-1"))
    with pytest.raises(stageline.LoadError) as caught:
        stageline.LiveEnvironment.from_file(tmp_path / "latin.yaml")
    assert caught.value.code == "E_ENCODING"
    with pytest.raises(stageline.LoadError) as caught:
        stageline.LiveEnvironment.read("kind: Deployment\n")
    assert caught.value.code == "E_LIVE"
    assert caught.value.place is not None
    wrong: Any = 7
    with pytest.raises(TypeError):
        stageline.LiveEnvironment.read(wrong)


def test_an_object_of_the_host_is_asked_for_the_state(snapshot: stageline.Snapshot) -> None:
    asked: list[str] = []

    class Cluster:
        def state(self, environment: str, /) -> stageline.LiveEnvironment:
            asked.append(environment)
            if environment == "staging":
                raise TimeoutError("the cluster does not answer")
            return stageline.LiveEnvironment.read(LIVE, environment=environment)

    cluster: types.LiveState = Cluster()
    assert "replicas" in changed(snapshot.drift_live("production", cluster))
    with pytest.raises(TimeoutError, match="does not answer"):
        snapshot.drift_live("staging", cluster)
    with pytest.raises(stageline.UnknownNameError):
        snapshot.drift_live("prodution", cluster)
    assert asked == ["production", "staging"]


def test_what_is_no_live_state_is_refused(snapshot: stageline.Snapshot) -> None:
    class Empty:
        def state(self, environment: str, /) -> Any:
            return {"services": {}}

    wrong: list[Any] = [LIVE, None, Empty()]
    for live in wrong:
        with pytest.raises(TypeError, match="LiveEnvironment"):
            snapshot.drift_live("production", live)
    shapes: Any = {"shapes": []}
    with pytest.raises(TypeError, match="shapes"):
        snapshot.drift_live("production", stageline.LiveEnvironment.read(LIVE), **shapes)


def test_rules_of_the_caller_count_for_what_runs(snapshot: stageline.Snapshot) -> None:
    live = stageline.LiveEnvironment.read(LIVE)
    rules: list[types.DriftRule] = [
        {"path": "environment.MODE", "expected": True, "reason": "tried out today"}
    ]
    drift = snapshot.drift_live("production", live, rules=rules, exclude=["replicas"])
    assert changed(drift) == set()
    assert {item.path: item.rule for item in drift.items}["environment.MODE"] == "call/1"


def test_two_states_are_compared_and_secrets_told_apart_by_marks() -> None:
    before = stageline.LiveEnvironment.read(LIVE, file="before.yaml")
    after = stageline.LiveEnvironment.read(
        LIVE.replace("replicas: 2", "replicas: 4").replace("Y2FuYXJ5", "b3RoZXI="),
        file="after.yaml",
    )
    diff = before.diff(after, key=KEY)
    assert (diff.left, diff.right) == ("before.yaml", "after.yaml")
    found = {each.path: each for section in diff.sections for each in section.differences}
    replicas = found["replicas"]
    assert replicas.left is not None
    assert replicas.right is not None
    assert (str(replicas.left.place), str(replicas.right.place)) == (
        "before.yaml:5:13",
        "after.yaml:5:13",
    )
    assert "canary" not in f"{diff}{diff.text()}{diff.html()}"
    assert before.diff(before).is_empty
