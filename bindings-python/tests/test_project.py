"""Projects are opened, found, made from texts, reloaded, and shared by threads and processes."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import stageline

FILES = {
    "config/environments.yaml": (
        "environments:\n"
        "  staging: {tier: pre-production, region: eu-west-1}\n"
        "  production: {tier: production, auto_deploy: false}\n"
    ),
    "config/base.yaml": "base: {database: {pool: 10, hosts: [a, b]}, big: 18446744073709551615}\n",
    "config/staging.yaml": "extends: base\n",
    "config/production.yaml": (
        "extends: base\noverrides:\n  database:\n    pool: 50\n    hosts: !append [c]\n"
    ),
    "config/services/api/base.yaml": "api: {replicas: 1, image_tag: v1}\n",
    "config/services/api/production.yaml": "api:\n  replicas: 4\n",
    "config/tenants.yaml": (
        "tenants:\n  acme:\n    environments: {production: acme-production}\n"
        "    overrides: {database: {pool: 60}}\n"
    ),
}


def write(root: Path, files: dict[str, str] = FILES) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def test_a_folder_is_opened_and_says_so(tmp_path: Path) -> None:
    project = stageline.Project.open(write(tmp_path))
    assert (project.root.path, project.root.reason) == (str(tmp_path), "given")
    assert str(project.root) == str(tmp_path)
    assert project.root == stageline.Project.open(str(tmp_path)).root
    snapshot = project.snapshot()
    assert snapshot.environment_names == ("staging", "production", "acme-production")
    assert [each.name for each in snapshot.environments] == list(snapshot.environment_names)
    assert snapshot.service_names == ("api",)
    assert snapshot.problems == ()


def test_open_never_searches_and_find_says_how_it_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    below = tmp_path / "src" / "deep"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    monkeypatch.delenv("STAGELINE_ROOT", raising=False)
    found = stageline.Project.find()
    assert (found.root.path, found.root.reason) == (str(tmp_path), "ancestor")
    assert stageline.Project.find(below).root == found.root

    other = write(tmp_path / "other")
    monkeypatch.setenv("STAGELINE_ROOT", str(other))
    named = stageline.Project.find()
    assert (named.root.path, named.root.reason) == (str(other), "variable")
    # What the caller names is stronger than what the environment says.
    assert stageline.Project.find(below).root == found.root


def test_find_lists_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STAGELINE_ROOT", raising=False)
    with pytest.raises(stageline.LoadError) as caught:
        stageline.Project.find()
    assert caught.value.code == "E_PROJECT_NOT_FOUND"
    assert str(tmp_path) in caught.value.message
    assert caught.value.help is not None


def test_an_environment_is_bound_once(tmp_path: Path) -> None:
    production = stageline.Project.from_files(FILES).environment("production")
    assert production.name == "production"
    assert production.is_production
    assert production.tenant_name is None
    assert production.service_names == ("api",)
    assert production.record == {"tier": "production", "auto_deploy": False}
    assert str(production.record.origin("tier")) == "config/environments.yaml:3:22"
    assert production.record.origin("tier").layer == "record"
    acme = production.tenant("acme")
    assert (acme.name, acme.tenant_name) == ("acme-production", "acme")
    assert acme.resolve().at("database.pool") == 60
    assert acme.origin("database.pool").layer == "tenant"
    api = production.service("api")
    assert (api.name, api.environment_name, api.is_configured) == ("api", "production", True)
    assert api.resolve() == {"replicas": 4, "image_tag": "v1"}


def test_a_reload_publishes_and_old_snapshots_stay(tmp_path: Path) -> None:
    project = stageline.Project.open(write(tmp_path))
    before = project.snapshot()
    (tmp_path / "config/production.yaml").write_text("extends: base\n")
    (tmp_path / "config/services/api/production.yaml").write_text("api: {replicas: 9}\n")
    only = project.reload(["config/production.yaml"])
    assert only.environment("production").resolve().at("database.pool") == 10
    assert only.environment("production").service("api").resolve()["replicas"] == 4
    after = project.reload()
    assert after.environment("production").service("api").resolve()["replicas"] == 9
    assert before.environment("production").resolve().at("database.pool") == 50
    assert len({before.digest, only.digest, after.digest}) == 3


def test_a_reload_that_fails_changes_nothing(tmp_path: Path) -> None:
    project = stageline.Project.open(write(tmp_path))
    digest = project.snapshot().digest
    (tmp_path / "config/staging.yaml").write_text("extends: [unclosed\n")
    with pytest.raises(stageline.LoadError, match=r"config/staging\.yaml"):
        project.reload()
    assert project.snapshot().digest == digest


def test_lenient_opening_keeps_what_it_can_and_lists_the_rest() -> None:
    broken = {**FILES, "config/staging.yaml": "extends: [unclosed\n"}
    with pytest.raises(stageline.LoadError):
        stageline.Project.from_files(broken)
    snapshot = stageline.Project.from_files(broken, lenient=True).snapshot()
    (problem,) = snapshot.problems
    assert isinstance(problem, stageline.LoadError)
    assert problem.place is not None
    assert problem.place.file == "config/staging.yaml"
    assert snapshot.environment("production").resolve().at("database.pool") == 50


def test_limits_are_named_and_a_wrong_name_is_refused() -> None:
    with pytest.raises(stageline.LoadError) as caught:
        stageline.Project.from_files(FILES, limits={"depth": 2})
    assert {problem.code for problem in caught.value.findings} == {"E_YAML_LIMIT"}
    with pytest.raises(stageline.UsageError) as unknown:
        stageline.Project.from_files(FILES, limits={"deph": 2})
    assert unknown.value.suggestions == ("depth",)


def test_files_may_be_bytes_and_may_not_leave_the_root() -> None:
    project = stageline.Project.from_files({path: text.encode() for path, text in FILES.items()})
    assert project.root.reason == "memory"
    assert project.environment("staging").resolve()["big"] == 2**64 - 1
    with pytest.raises(stageline.LoadError) as caught:
        stageline.Project.from_files({"../secrets.yaml": "a: 1"})
    assert caught.value.code == "E_PATH_OUTSIDE"


def test_async_twins_open_find_and_reload(tmp_path: Path) -> None:
    write(tmp_path)

    async def main() -> tuple[stageline.Project, stageline.Project, stageline.Snapshot]:
        opened, found = await asyncio.gather(
            stageline.Project.open_async(tmp_path), stageline.Project.find_async(tmp_path)
        )
        return opened, found, await opened.reload_async()

    opened, found, snapshot = asyncio.run(main())
    assert opened.snapshot().digest == found.snapshot().digest == snapshot.digest
    with pytest.raises(stageline.LoadError):
        asyncio.run(stageline.Project.open_async(tmp_path / "missing"))


def test_threads_share_a_project_while_it_reloads(tmp_path: Path) -> None:
    project = stageline.Project.open(write(tmp_path))
    seen: set[int] = set()
    failed: list[BaseException] = []
    done = threading.Event()

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)

    def read() -> None:
        while not done.is_set():
            seen.add(project.environment("production").resolve().at("database.pool"))

    readers = [threading.Thread(target=guarded, args=(read,)) for _ in range(4)]
    for reader in readers:
        reader.start()
    for pool in range(100, 150):
        text = FILES["config/production.yaml"].replace("50", str(pool))
        (tmp_path / "config/production.yaml").write_text(text)
        project.reload(["config/production.yaml"])
    done.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert seen <= {50, *range(100, 150)}
    assert project.environment("production").resolve().at("database.pool") == 149


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_uses_the_project_because_nothing_runs_behind_it(tmp_path: Path) -> None:
    # A process of its own: other tests' libraries leave threads behind.
    program = """if True:
        import os, stageline, sys, threading
        project = stageline.Project.open(sys.argv[1])
        assert threading.active_count() == 1
        child = os.fork()
        if child == 0:
            project.reload()
            pool = project.environment("production").resolve().at("database.pool")
            os._exit(0 if pool == 50 else 1)
        _, status = os.waitpid(child, 0)
        sys.exit(os.waitstatus_to_exitcode(status))
    """
    command = [sys.executable, "-W", "error", "-c", program, str(write(tmp_path))]
    assert subprocess.run(command).returncode == 0


def test_a_read_only_folder_is_enough_and_stays_as_it_is(tmp_path: Path) -> None:
    write(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    tmp_path.chmod(0o555)
    try:
        project = stageline.Project.open(tmp_path)
        assert project.environment("production").resolve().at("database.pool") == 50
    finally:
        tmp_path.chmod(0o755)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "name", ["", "produktion", "../production", "a\0b", "\u202eproduction", "x" * 100_000]
)
def test_hostile_names_are_unknown_names(name: str) -> None:
    project = stageline.Project.from_files(FILES)
    for ask in (project.environment, project.environment("staging").service):
        with pytest.raises(stageline.UnknownNameError):
            ask(name)


def test_wrong_types_are_type_errors_and_lone_surrogates_are_no_text() -> None:
    project: Any = stageline.Project
    for wrong in (None, 3, ["."]):
        with pytest.raises(TypeError):
            project.open(wrong)
    with pytest.raises(TypeError):
        project.from_files({"config/environments.yaml": 3})
    with pytest.raises(TypeError):
        project()
    opened: Any = project.from_files(FILES)
    with pytest.raises(TypeError):
        opened.environment(b"production")
    with pytest.raises(UnicodeEncodeError):
        opened.environment("\udc80")


def test_objects_say_what_they_are_and_no_value() -> None:
    project = stageline.Project.from_files(FILES)
    production = project.environment("production")
    assert repr(project) == '<Project "memory">'
    assert repr(project.root) == '<Root "memory": memory>'
    assert repr(project.snapshot()) == "<Snapshot of staging, production, acme-production>"
    assert repr(production) == "<Environment production>"
    assert repr(production.service("api")) == "<Service production/api>"
    assert repr(production.service("api").resolve()) == (
        "<Resolved production/api: replicas, image_tag>"
    )
