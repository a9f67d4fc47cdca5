"""Edits of flags by what they answer, and code made from flags."""

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import stageline
from test_project import write

FILES = {
    "config/environments.yaml": "environments: {development: {}, staging: {}, production: {}}\n",
    "config/feature-flags.yaml": (
        "feature_flags:\n"
        "  search: # the new index\n"
        "    default: false\n"
        "    staging: true\n"
        "  button:\n"
        "    variants: {red: 1, green: 2}\n"
        "    default: red\n"
        "    production:\n"
        "      rules: [{when: user.plan == 'pro', serve: green}]\n"
        "      default: red\n"
    ),
}

START = datetime(2027, 1, 31, 9, tzinfo=timezone.utc)


@pytest.fixture
def project(tmp_path: Path) -> stageline.Project:
    return stageline.Project.open(write(tmp_path, FILES))


def answer(edit: stageline.Edit, environment: str, flag: str, key: str = "user-1") -> object:
    flags = edit.snapshot().environment(environment).flags
    return flags.evaluate(flag, flags.context(key)).value


def text(edit: stageline.Edit) -> str:
    return edit.preview().files[0].after


def test_a_value_is_set_where_it_is_meant_and_comments_stay(project: stageline.Project) -> None:
    with project.edit() as edit:
        scope = edit.flag("search").set_value("production", True)
        assert isinstance(scope, stageline.FlagScope)
        assert isinstance(scope, stageline.EditScope)
        assert repr(scope) == "<FlagScope search>"
        assert answer(edit, "production", "search") is True
        assert answer(edit, "development", "search") is False
        assert "search: # the new index" in text(edit)
    flags = project.environment("production").flags
    assert flags.evaluate("search", flags.context("user-1")).value is True


def test_a_scope_of_a_flag_takes_paths_too(project: stageline.Project) -> None:
    edit = project.edit()
    edit.flag("search").set("owner", "team-search").set_value("production", True).unset("staging")
    assert "owner: team-search" in text(edit)
    assert answer(edit, "staging", "search") is False


def test_values_are_held_against_what_the_flag_is(project: stageline.Project) -> None:
    edit = project.edit()
    for value in ("yes", 1, None):
        with pytest.raises(stageline.StagelineError) as caught:
            edit.flag("search").set_value("production", value)
        assert caught.value.code == "E_TYPE"
    edit.flag("button").set_value("staging", "green")
    assert answer(edit, "staging", "button") == 2


def test_rules_are_refused_replaced_or_left_alone(project: stageline.Project) -> None:
    edit = project.edit()
    with pytest.raises(stageline.EditError) as caught:
        edit.flag("button").set_value("production", "green")
    assert caught.value.code == "E_EDIT_REFUSED"
    assert edit.is_empty
    edit.flag("button").set_value("production", "green", default_only=True)
    assert "user.plan == 'pro'" in text(edit)
    edit.flag("button").set_value("production", "red", replace=True)
    assert "user.plan == 'pro'" not in text(edit)
    with pytest.raises(stageline.UsageError):
        edit.flag("button").set_value("production", "red", replace=True, default_only=True)


def test_a_flag_is_made_only_where_that_is_asked_for(project: stageline.Project) -> None:
    edit = project.edit()
    with pytest.raises(stageline.UnknownNameError) as caught:
        edit.flag("serch").set_value("staging", True)
    assert caught.value.suggestions == ("search",)
    with pytest.raises(stageline.UnknownNameError) as caught:
        edit.flag("search").set_value("prodution", True)
    assert caught.value.suggestions == ("production",)
    edit.flag("dark_mode").set_value("staging", True, create=True)
    assert answer(edit, "staging", "dark_mode") is True


def test_a_flag_is_rolled_out_along_a_ramp(project: stageline.Project) -> None:
    edit = project.edit()
    edit.flag("search").roll_out("production", 50, over=timedelta(hours=2), start=START)
    assert "over: 2h" in text(edit)
    flags = edit.snapshot().environment("production").flags
    shares = [flags.preview("search", START + timedelta(hours=h)).shares for h in range(3)]
    assert [share.percentage for (share,) in shares] == [0.0, 25.0, 50.0]

    edit.flag("search").hold("production", START + timedelta(hours=1))
    flags = edit.snapshot().environment("production").flags
    (share,) = flags.preview("search", START + timedelta(hours=3)).shares
    assert (share.percentage, share.movement) == (25.0, "still")
    edit.flag("search").resume("production", START + timedelta(hours=4))
    edit.flag("search").roll_back("production", START + timedelta(hours=4, minutes=30))
    flags = edit.snapshot().environment("production").flags
    (share,) = flags.preview("search", START + timedelta(days=1)).shares
    assert share.percentage == 0.0


def test_a_ramp_begins_now_unless_another_time_is_given(project: stageline.Project) -> None:
    edit = project.edit()
    edit.flag("search").roll_out("production", 10.5, over="1d", now=START)
    assert "start: 2027-01-31T09:00:00Z" in text(edit).replace('"', "")
    edit.discard()
    before = datetime.now(timezone.utc)
    edit.flag("search").roll_out("production", 100, over="90m", by=["user.id", "device"])
    flags = edit.snapshot().environment("production").flags
    (share,) = flags.preview("search", before - timedelta(seconds=1)).shares
    assert share.percentage == 0.0
    (share,) = flags.preview("search", before + timedelta(hours=2)).shares
    assert share.percentage == 100.0
    assert "by:\n          - user.id\n          - device\n" in text(edit)


def test_a_share_that_falls_is_remarked_on(project: stageline.Project) -> None:
    edit = project.edit()
    assert edit.remarks == ()
    edit.flag("search").roll_out("production", 50).roll_out("production", 20)
    assert len(edit.remarks) == 1
    edit.discard()
    assert edit.remarks == ()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"percentage": 101}, "E_QUANTITY"),
        ({"percentage": 50, "over": "soon"}, "E_QUANTITY"),
        ({"percentage": 50, "over": timedelta(hours=-1)}, "E_QUANTITY"),
        ({"over": "2h"}, "E_USAGE"),
        ({"percentage": 50, "start": datetime(2027, 1, 31)}, "E_USAGE"),
        ({"percentage": 50, "template": "carefully"}, "E_UNKNOWN_RAMP"),
    ],
)
def test_a_rollout_that_makes_no_sense_is_refused(
    project: stageline.Project, given: dict[str, object], code: str
) -> None:
    edit = project.edit()
    with pytest.raises(stageline.StagelineError) as caught:
        edit.flag("search").roll_out("production", **given)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert edit.is_empty


def test_a_flag_is_killed_comes_back_and_goes(project: stageline.Project) -> None:
    edit = project.edit()
    edit.flag("button").kill("production")
    assert "kill_switch: true" in text(edit)
    edit.flag("button").unkill("production").kill().unkill()
    assert edit.is_empty
    with pytest.raises(stageline.UnknownNameError):
        edit.flag("button").kill("prod")
    edit.flag("button").unset("")
    assert "button" not in text(edit)


def test_a_rollout_serves_what_is_asked_for(project: stageline.Project) -> None:
    edit = project.edit()
    edit.flag("button").roll_out("staging", 100, serve="green")
    assert answer(edit, "staging", "button") == 2
    with pytest.raises(stageline.StagelineError) as raised:
        edit.flag("button").roll_out("staging", 100, serve="grean")
    assert raised.value.code == "E_TYPE"


def test_keys_are_targeted_and_rules_are_added(project: stageline.Project) -> None:
    edit = project.edit()
    edit.flag("button").target("production", "green", ["user-1", 42])
    assert answer(edit, "production", "button") == 2
    edit.flag("button").untarget("production", ["user-1"])
    assert answer(edit, "production", "button") == 1
    with pytest.raises(stageline.UsageError):
        edit.flag("button").target("production", "green", "user-1")
    edit.flag("button").add_rule(
        "production", "user.country == 'DE'", "green", position=0, description="Germany"
    )
    assert text(edit).index("Germany") < text(edit).index("user.plan")
    edit.flag("button").remove_rule("production", 0)
    assert "Germany" not in text(edit)
    with pytest.raises(stageline.StagelineError) as caught:
        edit.flag("button").add_rule("production", "user.country ==", "green")
    assert caught.value.code == "E_CONDITION"


def test_a_rule_may_be_for_everybody_and_may_be_a_mapping(project: stageline.Project) -> None:
    edit = project.edit()
    edit.flag("button").add_rule("production", None, "green")
    assert answer(edit, "production", "button") == 2
    edit.discard()
    edit.flag("button").add_rule("production", {"serve": "green", "position": 0})
    assert answer(edit, "production", "button") == 2
    edit.discard()
    edit.flag("button").add_rule(
        "production", {"when": "user.plan == 'free'", "serve": "green"}, description="Free"
    )
    assert "description: Free" in text(edit)
    assert answer(edit, "production", "button") == 1
    edit.discard()
    wrong: Any
    for wrong in ({"when": "true"}, {"serve": "green", "rollout": {"percentage": 10}}):
        with pytest.raises(stageline.UsageError):
            edit.flag("button").add_rule("production", wrong)
    with pytest.raises(stageline.UsageError):
        edit.flag("button").add_rule("production", "user.plan == 'free'")
    assert edit.is_empty


def test_rules_with_a_share_are_appended_as_files_have_them(project: stageline.Project) -> None:
    edit = project.edit()
    rule = {"serve": "green", "rollout": {"percentage": 100}}
    for flag, environment, value in (("button", "production", 2), ("button", "staging", 2)):
        edit.flag(flag).append(f"{environment}.rules", rule)
        assert answer(edit, environment, flag) == value


def test_times_that_nobody_gives_are_written_to_the_second(project: stageline.Project) -> None:
    edit = project.edit()
    edit.flag("search").roll_out("production", 50, over="2h").hold("production")
    times = re.findall(r"\d\d\d\d-\d\d-\d\dT[^\s\"]*", text(edit))
    assert len(times) == 2
    assert all(re.fullmatch(r"[-\dT:]{19}Z", time) for time in times)


def test_flags_are_copied_between_environments(project: stageline.Project) -> None:
    edit = project.edit()
    edit.flag("search").copy("staging", "production")
    assert answer(edit, "production", "search") is True
    edit.discard()
    with pytest.raises(stageline.EditError):
        edit.flag("button").set_value("staging", "green").copy("production", "staging")
    assert edit.copy_flags("production", "staging", replace=True) == ("search", "button")
    assert answer(edit, "staging", "search") is False
    edit.discard()
    assert edit.copy_flags("staging", "development", names=["search"]) == ("search",)
    with pytest.raises(stageline.UnknownNameError):
        edit.copy_flags("staging", "development", names=["serch"])


def test_code_is_made_from_flags(project: stageline.Project) -> None:
    snapshot = project.snapshot()
    code = snapshot.flag_accessors("python")
    compile(code, "flags.py", "exec")
    assert "search" in code
    for language in ("c", "rust", "typescript"):
        assert "search" in snapshot.flag_accessors(language)
    with pytest.raises(stageline.UsageError):
        snapshot.flag_accessors("cobol")  # type: ignore[arg-type]


def test_the_time_says_whether_a_schedule_has_the_say() -> None:
    sale = stageline.Project.from_files(
        {
            "config/environments.yaml": "environments: {production: {}}",
            "config/feature-flags.yaml": """feature_flags:
  sale:
    production:
      default: false
      targets: [{serve: true, keys: [u, v]}]
      rules: [{when: x == 1, serve: true}, {when: x == 2, serve: true}]
      schedule: [{at: 2027-01-01T00:00:00Z, set: false}]
""",
        }
    )
    before, after = (datetime(year, 6, 1, tzinfo=timezone.utc) for year in (2026, 2027))

    def change(edit: stageline.Edit, now: datetime | None) -> None:
        flag = edit.flag("sale")
        flag.set_value("production", True, default_only=True, now=now)
        flag.target("production", True, ["w"], now=now)
        flag.untarget("production", ["v"], now=now)
        flag.add_rule("production", "x == 3", True, now=now)
        flag.remove_rule("production", 0, now=now)
        flag.kill("production", now=now).unkill("production", now=now)

    edit = sale.edit()
    change(edit, before)
    assert "says its `targets` anew at 2027-01-01T00:00:00Z" in "".join(edit.remarks)
    edit = sale.edit()
    with pytest.raises(stageline.EditError) as caught:
        change(edit, after)
    assert caught.value.code == "E_EDIT_REFUSED"
    assert edit.is_empty
    with pytest.raises(stageline.UsageError):
        change(edit, datetime(2026, 6, 1))
    # Without a time, it is the clock's.
    soon = stageline.Project.from_files(
        {
            "config/environments.yaml": "environments: {production: {}}",
            "config/feature-flags.yaml": "feature_flags: {sale: {production: {default: false, "
            "schedule: [{at: 2020-01-01T00:00:00Z, set: false}]}}}",
        }
    )
    with pytest.raises(stageline.EditError):
        soon.edit().flag("sale").target("production", True, ["w"])
