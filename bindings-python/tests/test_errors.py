"""Every error has a class, a code, a remedy, and places."""

import copy
import pickle
import re
from pathlib import Path

import pytest
import stageline
from stageline import errors
from test_project import FILES, write


def test_the_tree_is_rooted_in_one_class_and_in_pythons_own() -> None:
    for name in errors.__all__:
        assert issubclass(getattr(stageline, name), stageline.StagelineError)
    assert issubclass(stageline.ConfigError, ValueError)
    assert issubclass(stageline.UnknownNameError, KeyError)
    assert issubclass(stageline.UsageError, ValueError)
    assert not issubclass(stageline.StagelineError, ValueError)


def test_an_unknown_name_is_told_with_what_was_meant() -> None:
    with pytest.raises(stageline.UnknownNameError) as caught:
        stageline.Project.from_files(FILES).environment("produktion")
    error = caught.value
    assert error.code == "E_UNKNOWN_ENVIRONMENT"
    assert error.suggestions == ("production",)
    assert str(error) == "no environment is named `produktion`; did you mean `production`?"
    assert (error.places, error.place, error.problems, error.retryable) == ((), None, (), False)


def test_several_problems_are_one_error_with_all_of_them() -> None:
    files = {**FILES, "config/staging.yaml": "a: [", "config/production.yaml": "b: 1\nb: 2\n"}
    with pytest.raises(stageline.LoadError) as caught:
        stageline.Project.from_files(files)
    error = caught.value
    assert error.code == "E_LOAD"
    assert error.problems == error.findings
    assert [problem.code for problem in error.problems] == ["E_DUPLICATE_KEY", "E_YAML"]
    assert [str(place) for place in error.places] == [
        str(problem.place) for problem in error.problems
    ]
    assert str(error).splitlines()[1:] == [f"  {problem}" for problem in error.problems]
    single = error.problems[0]
    assert isinstance(single, stageline.LoadError)
    assert single.findings == (single,)
    assert str(single).startswith("config/production.yaml:2:1: ")


def test_the_systems_own_error_is_the_cause(tmp_path: Path) -> None:
    with pytest.raises(stageline.LoadError) as caught:
        stageline.Project.open(tmp_path / "missing")
    assert isinstance(caught.value.__cause__, FileNotFoundError)


def test_an_absent_service_is_a_config_error() -> None:
    files = {**FILES, "config/services/db/production.yaml": "db: {size: 1}\n"}
    db = stageline.Project.from_files(files).environment("staging").service("db")
    assert not db.is_configured
    with pytest.raises(stageline.ConfigError) as caught:
        db.resolve()
    assert caught.value.code == "E_SERVICE_ABSENT"


def test_errors_survive_pickling_and_copying(tmp_path: Path) -> None:
    (write(tmp_path) / "config/staging.yaml").write_text("a: [")
    with pytest.raises(stageline.LoadError) as caught:
        stageline.Project.open(tmp_path)
    for again in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):
        assert type(again) is stageline.LoadError
        assert (str(again), again.places) == (str(caught.value), caught.value.places)


def test_every_native_function_is_guarded() -> None:
    """A panic must never leave as anything but an `InternalError`."""
    function = re.compile(r"^    (?:pub\(crate\) )?fn (\w+)[^{;]*\{(.*?)^    \}", re.M | re.S)
    block = re.compile(r"^#\[pymethods\]\nimpl .*?^\}", re.M | re.S)
    seen = 0
    for path in sorted((Path(__file__).parents[1] / "src").rglob("*.rs")):
        text = path.read_text(encoding="utf-8")
        blocks = block.findall(text)
        if path.name == "lib.rs":
            blocks = ["\n".join(re.findall(r"    #\[pyfunction\].*?^    \}", text, re.M | re.S))]
        for name, body in (found for each in blocks for found in function.findall(each)):
            seen += 1
            assert "guarded(" in body or name == "__match_args__", f"{path.name}: {name}"
    assert seen > 60
