"""Edits: collected, looked at, committed whole or not at all, and seen by who follows."""

import asyncio
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
import stageline
from test_project import write

FILES = {
    "config/environments.yaml": (
        "environments:\n"
        "  # before production\n"
        "  staging: {tier: pre-production, region: eu-west-1}\n"
        "  production: {tier: production, region: eu-west-1}\n"
    ),
    "config/base.yaml": "base: {database: {pool: 10, hosts: [a, b]}}\n",
    "config/staging.yaml": "extends: base\n",
    "config/production.yaml": "extends: base\noverrides:\n  database:\n    pool: 50 # measured\n",
    "config/services/api/base.yaml": "api: {replicas: 1, image_tag: v1}\n",
    "config/services/api/production.yaml": "api:\n  replicas: 4 # one a zone\n",
    "config/feature-flags.yaml": "feature_flags:\n  search: {default: false}\n",
    "config/tenants.yaml": (
        "tenants:\n  acme:\n    environments: {production: acme-production}\n"
        "    overrides: {database: {pool: 60}}\n"
    ),
    "workflows/release.yaml": "name: Release\nsteps: []\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


@pytest.fixture
def project(folder: Path) -> stageline.Project:
    return stageline.Project.open(folder)


def replicas(project: stageline.Project) -> int:
    found = project.environment("production").service("api").resolve()["replicas"]
    assert isinstance(found, int)
    return found


def test_a_clean_exit_commits_and_everything_else_of_the_files_stays(
    folder: Path, project: stageline.Project
) -> None:
    with project.edit() as edit:
        edit.environment("production").service("api").set("replicas", 8)
        assert replicas(project) == 4
        assert edit.snapshot().environment("production").service("api").resolve()["replicas"] == 8
    assert replicas(project) == 8
    assert (folder / "config/services/api/production.yaml").read_text() == (
        "api:\n  replicas: 8 # one a zone\n"
    )
    for path, text in FILES.items():
        if path != "config/services/api/production.yaml":
            assert (folder / path).read_text() == text


@pytest.mark.parametrize("kind", [RuntimeError, KeyboardInterrupt, GeneratorExit])
def test_an_exception_discards_and_is_passed_on(
    folder: Path, project: stageline.Project, kind: type[BaseException]
) -> None:
    edit = project.edit()

    def change_my_mind() -> None:
        with edit:
            edit.environment("production").set("database.pool", 80)
            raise kind("changed my mind")

    with pytest.raises(kind, match="changed my mind"):
        change_my_mind()
    assert edit.is_empty
    assert project.environment("production").resolve().at("database.pool") == 50
    assert (folder / "config/production.yaml").read_text() == FILES["config/production.yaml"]


def test_nothing_is_written_before_the_commit_and_a_discarded_edit_is_empty(
    folder: Path, project: stageline.Project
) -> None:
    edit = project.edit()
    assert edit.is_empty
    assert str(edit.preview()) == "nothing to write"
    assert repr(edit) == "<Edit of nothing>"
    edit.environment("staging").set("database.pool", 20)
    assert not edit.is_empty
    assert repr(edit) == "<Edit of config/staging.yaml>"
    assert (folder / "config/staging.yaml").read_text() == FILES["config/staging.yaml"]
    edit.discard()
    assert edit.is_empty
    digest = project.snapshot().digest
    assert edit.commit().digest == digest


def test_every_target_has_a_scope_that_chains(project: stageline.Project) -> None:
    edit = project.edit()
    production = edit.environment("production")
    assert production.set("database.pool", 51).set("cache", {"ttl": 5}) is production
    assert isinstance(production, stageline.EditScope)
    production.record().set("region", "eu-west-3")
    edit.record("staging").set("region", "eu-west-2")
    edit.service("staging", "api").set("replicas", 2)
    edit.service_base("api").set("image_tag", "v2")
    edit.base("base").append("database.hosts", "c").remove("database.hosts", "a")
    edit.tenant("acme").set("database.pool", 61)
    edit.flag("search").set("default", True)
    edit.workflow("release").set("name", "Release it")
    edit.file("config/staging.yaml").set(["overrides", "note"], "as production")
    after = edit.commit()
    assert [str(scope) for scope in (production, production.record())] == [
        "environment `production`",
        "record of `production`",
    ]
    assert repr(edit.service("staging", "api")) == "<EditScope service `api` in `staging`>"
    resolved = after.environment("production").resolve()
    assert resolved == {"database": {"pool": 51, "hosts": ["b", "c"]}, "cache": {"ttl": 5}}
    assert after.environment("production").record["region"] == "eu-west-3"
    staging = after.environment("staging")
    assert staging.record["region"] == "eu-west-2"
    assert staging.service("api").resolve() == {"replicas": 2, "image_tag": "v2"}
    assert staging.resolve()["note"] == "as production"
    assert after.environment("acme-production").resolve().at("database.pool") == 61
    assert staging.flags.evaluate("search").value is True


def test_unset_forgets_delete_takes_away_rename_moves_and_apply_sets_leaves(
    project: stageline.Project,
) -> None:
    edit = project.edit()
    edit.environment("production").unset("database.pool")
    assert edit.snapshot().environment("production").resolve().at("database.pool") == 10
    edit.environment("production").delete("database.pool")
    assert "pool" not in edit.snapshot().environment("production").resolve()["database"]
    edit.environment("staging").apply({"cache": {"ttl": 5}})
    edit.environment("staging").apply({"max": 10}, "cache").rename("cache", "caches")
    staging = edit.snapshot().environment("staging").resolve()
    assert staging["caches"] == {"ttl": 5, "max": 10}
    with pytest.raises(stageline.UnknownNameError) as caught:
        edit.environment("staging").unset("database.pool")
    assert caught.value.code == "E_UNKNOWN_PATH"


def test_values_are_any_plain_data(project: stageline.Project) -> None:
    values: dict[str, Any] = {
        "none": None,
        "flag": True,
        "small": -(2**63),
        "big": 2**64 - 1,
        "part": 0.5,
        "whole": 1.0,
        "text": "true",
        "lines": "one\n  two\n",
        "list": [1, "two", [3.0], {"four": 4}],
        "tuple": (1, 2),
        "map": {"a.b": {"": "empty"}},
        "empty": {},
    }
    edit = project.edit()
    edit.environment("staging").set("values", values)
    found = edit.commit().environment("staging").resolve()["values"]
    assert found == {**values, "tuple": [1, 2]}
    assert type(found["whole"]) is float
    assert type(found["flag"]) is bool
    edit.environment("staging").set("database.hosts", {"$append": ["c"]})
    assert edit.commit().environment("staging").resolve().at("database.hosts") == ["a", "b", "c"]
    before = project.snapshot().digest
    unfit: list[Any] = [object(), 2**64, {1: 2}, {"a": {1}}, b"bytes"]
    for value in unfit:
        with pytest.raises(stageline.UsageError):
            edit.environment("staging").set("value", value)
    itself: list[Any] = []
    itself.append(itself)
    with pytest.raises(stageline.UsageError, match="nested deeper"):
        edit.environment("staging").set("value", itself)
    assert edit.is_empty
    assert project.snapshot().digest == before


def test_a_preview_shows_each_file_before_and_after(
    folder: Path, project: stageline.Project, tmp_path: Path
) -> None:
    edit = project.edit()
    edit.environment("production").set("database.pool", 80)
    edit.service("staging", "api").set("replicas", 2)
    preview = edit.preview()
    changed, new = preview.files
    assert (changed.path, changed.before) == (
        "config/production.yaml",
        FILES["config/production.yaml"],
    )
    assert changed.after == FILES["config/production.yaml"].replace("50", "80")
    assert (new.path, new.before) == ("config/services/api/staging.yaml", None)
    assert "\n-    pool: 50 # measured\n+    pool: 80 # measured\n" in str(changed)
    assert changed.diff in preview.diff
    assert str(preview) == f"{changed}{new}"
    assert [file["path"] for file in preview.to_dict()["files"]] == [changed.path, new.path]
    assert not preview.is_empty
    patched = subprocess.run(
        ["git", "apply", "-"], input=preview.diff, text=True, cwd=folder, check=False
    )
    assert patched.returncode == 0
    assert (folder / changed.path).read_text() == changed.after
    assert (folder / new.path).read_text() == new.after


def test_a_blast_radius_says_what_changes_where(project: stageline.Project) -> None:
    edit = project.edit()
    edit.base("base").set("database.pool", 11)
    radius = edit.blast_radius()
    assert radius.environments == ("staging",)
    (effect,) = radius.effects
    (part,) = effect.diff.sections
    (found,) = part.differences
    assert (effect.environment, part.section, found.path, found.kind) == (
        "staging",
        "configuration",
        "database.pool",
        "changed",
    )
    assert found.left is not None
    assert found.right is not None
    assert (found.left.value, found.right.value) == (10, 11)
    assert str(found.right.place).startswith("config/base.yaml:1:")
    assert "database.pool" in str(radius)
    assert radius.to_dict()["effects"][0]["environment"] == "staging"
    edit.discard()
    assert edit.blast_radius().is_empty


def test_secrets_are_withheld_from_what_people_read(project: stageline.Project) -> None:
    canary, old = "hunter2-canary", "hunter1-canary"
    with project.edit() as edit:
        edit.environment("production").set("database.password", old)
        edit.service("production", "api").set("api_key", old)
    edit = project.edit()
    edit.environment("production").set("database.password", canary)
    edit.service("production", "api").set("api_key", canary).set("replicas", 5)
    preview, radius = edit.preview(), edit.blast_radius()
    shown = [preview, *preview.files, radius, *radius.effects, edit]
    shown += [each.diff for each in radius.effects]
    said = "\n".join(text for each in shown for text in (str(each), repr(each)))
    assert "password" in said
    assert "replicas: 5" in said
    assert canary not in said
    assert old not in said
    assert canary not in str(radius.to_dict())
    # The texts themselves, for who writes them elsewhere.
    assert canary in preview.diff
    assert canary in preview.files[0].after


def test_an_operation_that_is_refused_leaves_the_edit_as_it_was(
    project: stageline.Project,
) -> None:
    edit = project.edit()
    edit.environment("production").set("database.pool", 80)
    before = edit.preview().diff
    with pytest.raises(stageline.UnknownNameError) as unknown:
        edit.environment("produktion").set("database.pool", 90)
    assert unknown.value.code == "E_UNKNOWN_ENVIRONMENT"
    assert unknown.value.suggestions == ("production",)
    with pytest.raises(stageline.UnknownNameError):
        edit.environment("production").service("apy").set("replicas", 1)
    with pytest.raises(stageline.UnknownNameError):
        edit.environment("production").remove("database.hosts", "zzz")
    wrong: Any = edit.environment("production")
    with pytest.raises(TypeError):
        wrong.set(3, 4)
    assert edit.preview().diff == before


def test_an_edit_that_would_break_the_project_is_refused_and_writes_nothing(
    folder: Path, project: stageline.Project
) -> None:
    with pytest.raises(stageline.EditError) as caught, project.edit() as edit:
        edit.file("config/staging.yaml").set("extends", "nobody")
    assert caught.value.code == "E_EDIT_REFUSED"
    assert (folder / "config/staging.yaml").read_text() == FILES["config/staging.yaml"]
    assert project.snapshot().environment("staging").resolve().at("database.pool") == 10


def test_a_file_that_changed_meanwhile_is_a_conflict(
    folder: Path, project: stageline.Project
) -> None:
    edit = project.edit()
    edit.environment("production").set("database.pool", 80)
    edit.service("staging", "api").set("replicas", 2)
    (folder / "config/production.yaml").write_text("extends: base\n")
    with pytest.raises(stageline.EditError) as caught:
        edit.commit()
    assert caught.value.code == "E_EDIT_CONFLICT"
    assert "config/production.yaml" in str(caught.value)
    assert (folder / "config/production.yaml").read_text() == "extends: base\n"
    assert not (folder / "config/services/api/staging.yaml").exists()


def test_flag_handles_follow_a_commit_and_old_snapshots_stay(project: stageline.Project) -> None:
    search = project.environment("production").flags.handle("search", False)
    before = project.snapshot()
    assert search.value({}) is False
    with project.edit() as edit:
        edit.flag("search").set("default", True)
    assert search.value({}) is True
    assert before.environment("production").flags.evaluate("search").value is False


def test_an_edit_goes_on_from_what_it_committed(project: stageline.Project) -> None:
    edit = project.edit()
    api = edit.environment("production").service("api").set("replicas", 5)
    first = edit.commit()
    assert edit.is_empty
    api.set("replicas", 6)
    second = edit.commit()
    assert replicas(project) == 6
    assert first.environment("production").service("api").resolve()["replicas"] == 5
    assert second.digest == project.snapshot().digest == project.reload().digest


def test_async_twins_commit_and_discard(project: stageline.Project) -> None:
    async def change_my_mind(edit: stageline.Edit) -> None:
        async with edit:
            edit.environment("production").service("api").set("replicas", 6)
            raise RuntimeError

    async def main() -> None:
        async with project.edit() as edit:
            edit.environment("production").service("api").set("replicas", 5)
        assert replicas(project) == 5
        with pytest.raises(RuntimeError):
            await change_my_mind(edit)
        assert edit.is_empty
        assert replicas(project) == 5
        edit.environment("production").service("api").set("replicas", 7)
        snapshot = await edit.commit_async()
        assert snapshot.environment("production").service("api").resolve()["replicas"] == 7

    asyncio.run(main())


def test_threads_share_an_edit_while_others_read(project: stageline.Project) -> None:
    edit = project.edit()
    failed: list[BaseException] = []
    done = threading.Event()
    seen = 0

    def commit(at: int) -> None:
        try:
            for pool in range(10):
                edit.environment("staging").set(f"pools.p{at}", pool)
                edit.commit()
        except BaseException as error:
            failed.append(error)

    def read() -> None:
        nonlocal seen
        while not done.is_set():
            project.environment("staging").resolve()
            seen += 1

    writers = [threading.Thread(target=commit, args=(at,)) for at in range(4)]
    reader = threading.Thread(target=read)
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert failed == []
    assert seen > 0
    pools = project.environment("staging").resolve()["pools"]
    assert pools == {f"p{at}": 9 for at in range(4)}


def test_two_edits_of_one_file_cannot_both_win(project: stageline.Project) -> None:
    first, second = project.edit(), project.edit()
    first.environment("production").set("database.pool", 60)
    second.environment("production").set("database.pool", 70)
    first.commit()
    with pytest.raises(stageline.EditError) as caught:
        second.commit()
    assert caught.value.code == "E_EDIT_CONFLICT"
    assert project.environment("production").resolve().at("database.pool") == 60


def test_a_sync_makes_equal_what_has_no_reason_to_differ(project: stageline.Project) -> None:
    with project.edit() as edit:
        edit.environment("production").set("database.timeout", 30)
        edit.environment("production").set("cache.ttl", 5)
    edit = project.edit()
    synced = edit.sync("production", "staging", exclude=["cache"])
    assert (synced.source, synced.target) == ("production", "staging")
    changed = {(item.section, item.path) for item in synced.changed}
    assert ("configuration", "database.timeout") in changed
    left = {item.path: item.left_alone for item in synced.items if item.left_alone}
    assert any(path.startswith("cache") for path in left)
    assert str(synced).startswith("production → staging: ")
    assert len(synced.to_dict()["items"]) == len(synced.items)
    assert all(item.path in str(item) for item in synced.items)
    edit.commit()
    assert project.environment("staging").resolve().at("database.timeout") == 30
    with pytest.raises(stageline.UsageError):
        edit.sync("staging", "staging")


def test_a_finding_that_suggests_an_edit_is_fixed(folder: Path) -> None:
    environments = FILES["config/environments.yaml"].replace("{tier: pre", "{teir: pre")
    (folder / "config/environments.yaml").write_text(environments)
    project = stageline.Project.open(folder, lenient=True)
    report = project.snapshot().validate()
    fixable = [finding for finding in report.findings if finding.fix]
    (finding,) = [each for each in fixable if each.fix and "`teir`" in str(each.fix)]
    assert finding.fix is not None
    assert (finding.fix.summary, finding.fix.file) == (
        "rename `teir` to `tier`",
        "config/environments.yaml",
    )
    assert finding.fix.change["op"] == "rename"
    assert finding.to_dict()["fix"] == finding.fix.to_dict()
    with project.edit() as edit:
        for each in fixable:
            assert edit.fix(each) is edit
    assert (folder / "config/environments.yaml").read_text() == FILES["config/environments.yaml"]
    assert not [each for each in project.snapshot().validate().findings if each.fix]
    with pytest.raises(stageline.UsageError, match="has no fix"):
        edit.fix(stageline.Finding("nothing to mend"))


def test_edits_are_told_to_the_logger_and_hold_no_lock_meanwhile(
    project: stageline.Project, caplog: pytest.LogCaptureFixture
) -> None:
    edit = project.edit()
    edit.environment("staging").set("database.pool", 20)
    with caplog.at_level("DEBUG", logger="stageline"):
        edit.commit()
    assert any("published" in message for message in caplog.messages)
    assert all("20" not in message for message in caplog.messages)
