"""Local files and variables as layers, whole explanations, and what a change reaches."""

import json
import os
from pathlib import Path
from typing import Any, get_args

import pytest
import stageline
from stageline import types
from test_project import FILES, write

LOCAL = {
    **FILES,
    "config/local/staging.yaml": (
        "overrides: {database: {pool: 1}}\nservices: {api: {replicas: 0}}\n"
    ),
    "config/local/all.yaml": "overrides: {note: 'mine, ${env:USER}'}\n",
    "config/services/api/staging.yaml": "api:\n  image_tag: ${env:TAG:-v2}\n  replicas: 2\n",
}


def test_local_files_count_only_where_they_are_asked_for(tmp_path: Path) -> None:
    write(tmp_path, LOCAL)
    shared = stageline.Project.open(tmp_path).environment("staging")
    assert shared.resolve().at("database.pool") == 10
    assert shared.service("api").resolve()["replicas"] == 2
    variables = {"USER": "ada"}
    own = stageline.Project.open(tmp_path, local=True, variables=variables).environment("staging")
    assert own.resolve().at("database.pool") == 1
    assert own.resolve()["note"] == "mine, ada"
    assert own.service("api").resolve()["replicas"] == 0
    origin = own.origin("database.pool")
    assert (origin.layer, origin.name) == ("local", "config/local/staging.yaml")
    assert str(origin.place) == "config/local/staging.yaml:1:30"


def test_variables_are_what_the_caller_gives_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TAG", "v3")
    monkeypatch.setenv("STAGELINE_SERVICE__API__REPLICAS", "7")
    without = stageline.Project.from_files(LOCAL).environment("staging").service("api")
    assert without.resolve() == {"replicas": 2, "image_tag": "v2"}
    given = stageline.Project.from_files(LOCAL, variables=os.environ)
    assert given.environment("staging").service("api").resolve()["image_tag"] == "v3"
    over = stageline.Project.from_files(LOCAL, variables=os.environ, variable_overrides=True)
    api = over.environment("staging").service("api")
    assert api.resolve()["replicas"] == 7
    origin = api.origin("replicas")
    assert (origin.layer, origin.name, origin.place) == (
        "variable",
        "STAGELINE_SERVICE__API__REPLICAS",
        None,
    )
    over.reload()
    assert over.environment("staging").service("api").resolve()["replicas"] == 7


def test_variables_that_are_no_text_are_named_without_their_value() -> None:
    unfit: Any = {"SECRET": "hunter2\udc80"}
    with pytest.raises(stageline.UsageError, match="`SECRET` is no text") as caught:
        stageline.Project.from_files(FILES, variables=unfit)
    assert "hunter2" not in str(caught.value)
    number: Any = {"PORT": 80}
    with pytest.raises(TypeError):
        stageline.Project.from_files(FILES, variables=number)


def test_the_options_reach_find_and_the_async_twins(tmp_path: Path) -> None:
    import asyncio

    write(tmp_path, LOCAL)
    options: Any = {"local": True, "variables": {"USER": "ada"}, "variable_overrides": True}
    for project in (
        stageline.Project.find(tmp_path / "config", **options),
        asyncio.run(stageline.Project.open_async(tmp_path, **options)),
        asyncio.run(stageline.Project.find_async(tmp_path, **options)),
    ):
        assert project.environment("staging").resolve()["note"] == "mine, ada"
    unknown: Any = {"locale": True}
    with pytest.raises(TypeError, match="locale"):
        asyncio.run(stageline.Project.open_async(tmp_path, **unknown))


def test_a_reference_names_what_it_stands_for_and_where_that_was_written() -> None:
    files = {
        "config/environments.yaml": "environments: {production: {}}",
        "config/production.yaml": (
            "overrides:\n  domain: x.test\n  url: ${domain}/${env:PATH_OF:-}\n"
        ),
    }
    production = stageline.Project.from_files(files).environment("production")
    for of in (
        production.origin("url"),
        production.explain("url"),
        production.resolve().origin("url"),
    ):
        assert [(each.text, str(each.place)) for each in of.references] == [
            ("domain", "config/production.yaml:2:11"),
            ("env:PATH_OF", "None"),
        ]
        assert str(of.references[0]) == "domain"
        assert of.to_dict()["references"][0]["text"] == "domain"
    assert production.origin("domain").references == ()


def test_everything_is_explained_in_one_call() -> None:
    project = stageline.Project.from_files(FILES)
    production = project.environment("production")
    leaves = {leaf.path: leaf for leaf in production.explain_all()}
    assert list(leaves) == [
        "database.pool",
        "database.hosts.0",
        "database.hosts.1",
        "database.hosts.2",
        "big",
    ]
    for path, leaf in leaves.items():
        alone = production.explain(path)
        assert leaf.value == alone.value == production.resolve().at(path)
        assert [step.layer for step in leaf.steps] == [step.layer for step in alone.steps]
        assert {step.layer for step in leaf.steps} <= set(get_args(types.LayerKind))
    assert [leaf.path for leaf in production.explain_all("database.hosts")] == list(leaves)[1:4]
    assert [leaf.path for leaf in production.service("api").explain_all()] == [
        "replicas",
        "image_tag",
    ]
    changed = production.resolve(overrides={"database": {"$delete": True}})
    assert any(leaf.deleted for leaf in changed.explain_all())
    with pytest.raises(stageline.UnknownNameError):
        production.explain_all("databas")


def test_changed_files_affect_environments_and_make_a_matrix() -> None:
    snapshot = stageline.Project.from_files(FILES).snapshot()
    affected = snapshot.affected(["config/services/api/production.yaml", "README.md"])
    assert [(each.environment, each.part, each.service) for each in affected.entries] == [
        ("acme-production", "service", "api"),
        ("production", "service", "api"),
    ]
    assert affected.unknown == ("README.md",)
    assert str(affected.entries[1]) == "production: service api"
    assert str(affected).splitlines()[1:] == [
        "production: service api",
        "read by nobody: README.md",
    ]
    assert json.loads(json.dumps(affected.matrix())) == {
        "include": [
            {"environment": "acme-production", "service": "api"},
            {"environment": "production", "service": "api"},
        ]
    }
    assert affected.to_dict()["unknown"] == ["README.md"]
    parts = {each.part for each in snapshot.affected(list(FILES)).entries}
    assert parts <= set(get_args(types.Section))


def test_a_line_is_used_by_the_environments_that_have_it() -> None:
    snapshot = stageline.Project.from_files(FILES).snapshot()
    uses = snapshot.who_uses("config/base.yaml", 1)
    pools = {use.environment: use.wins for use in uses if use.path == "database.pool"}
    assert pools == {"staging": True, "production": False, "acme-production": False}
    (use,) = [use for use in uses if (use.environment, use.path) == ("staging", "database.pool")]
    assert (use.part, use.service, str(use)) == (
        "configuration",
        None,
        "staging: configuration database.pool",
    )
    assert use.to_dict()["wins"] is True
    with pytest.raises(stageline.LoadError) as caught:
        snapshot.who_uses("config/bas.yaml", 1)
    assert caught.value.suggestions == ("config/base.yaml",)
