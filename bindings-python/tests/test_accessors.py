"""Generated accessors: checked by strict mypy as they are written, and asked."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import stageline

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "accessors"


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"accessors_{name}", GOLDEN / name / "flags.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


def flags(name: str, environment: str = "production") -> stageline.Flags:
    root = ROOT / "examples" / name if name == "storefront" else GOLDEN / name
    return stageline.Project.open(root).environment(environment).flags


def hostile(environment: str = "production") -> Any:
    return module("hostile").FeatureFlags.bind(flags("hostile", environment))


USE = """\
from typing_extensions import assert_type

from flags import SIZE, ButtonVariant, FeatureFlags
from stageline import Flags


def ask(flags: Flags) -> None:
    name: str = SIZE
    every = FeatureFlags.bind(flags)
    assert_type(every.new_checkout_flow({"targeting_key": "ada"}), bool)
    assert_type(every.size(), int)
    assert_type(every.for_flag(None), float)
    assert_type(every.type(flags.context("ada")), str)
    assert_type(every.button_variant(), ButtonVariant | None)
    every.size("ada")  # type: ignore[arg-type]
    every.button = every.zero  # type: ignore[method-assign]
    every.nothing()  # type: ignore[attr-defined]
"""


@pytest.mark.parametrize("name", ["storefront", "hostile", "empty"])
def test_strict_mypy_finds_nothing(name: str, tmp_path: Path) -> None:
    text = (GOLDEN / name / "flags.py").read_text(encoding="utf-8")
    (tmp_path / "flags.py").write_text(text, encoding="utf-8")
    if name == "hostile":
        (tmp_path / "use.py").write_text(USE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--python-version", "3.10", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_getters_answer_as_the_flags_of_the_sample_project_do() -> None:
    of, names = flags("storefront"), module("storefront")
    every = names.FeatureFlags.bind(of)
    seen = set()
    for number in range(40):
        context = of.context(f"customer-{number}")
        for constant, getter in [
            (names.GUEST_RETURNS, every.guest_returns),
            (names.LOYALTY_POINTS, every.loyalty_points),
            (names.ONE_PAGE_CHECKOUT, every.one_page_checkout),
            (names.STOCK_COUNTDOWN, every.stock_countdown),
            (names.VISUAL_SEARCH, every.visual_search),
            (names.WAREHOUSE_PICKUP, every.warehouse_pickup),
        ]:
            assert getter(context) is of.value(constant, context, False), constant
        seen.add(every.one_page_checkout(context))
    assert seen == {False, True}, "a rollout gives both"


def test_getters_have_the_types_that_flags_have() -> None:
    every = hostile()
    assert every.new_checkout_flow() is True
    assert every.type() == "dark"
    assert (every.class_flag(), type(every.class_flag())) == (12, int)
    assert (every.for_flag(), type(every.for_flag())) == (1.0, float)
    assert every.async_flag() == {"columns": 4}
    assert every.gr_uf6_udf_e() == "größe \"q\" 'q' \\ \n ??/ */ 🚀 \u202e"
    assert (every.u540d_u524d(), every.lowest()) == (9007199254740993, -(2**63))
    assert (every.zero(), every.mixed(), len(every.long())) == ("c\0d", "text", 4100)
    for getter in [every.flag, every.flag_2fa, every.it_s_a_flag, every.bool_flag, every.new]:
        assert getter() is True


def test_what_cannot_be_decided_is_the_flags_own_default() -> None:
    every = hostile()
    assert every.half() is True
    # Those that nothing is said of: the first variant.
    every = hostile("staging")
    assert (every.layout(), every.size(), every.mixed()) == ({"columns": 4}, 10, True)


def test_variants_are_literals() -> None:
    every = hostile()
    assert every.button_variant() == "red"
    pro = {"user": {"plan": "pro"}}
    assert (every.button_variant(pro), every.button(pro)) == ("a b", "#00f")
    # What the file says has been served since: none of those that were known.
    other = flags("hostile").with_override("layout", {"columns": 9})
    assert module("hostile").FeatureFlags.bind(other).layout_variant() is None


def test_comments_hold_what_flags_say_of_themselves() -> None:
    getter = module("hostile").FeatureFlags.new_checkout_flow
    assert getter.__doc__.startswith('Ends */ here; /* opens """ and `ticks` [a](b) <script> ??/')
    assert "Owner: @ts-expect-error */ int main \\. Expires: 2028-01-01." in getter.__doc__
    assert module("hostile").IT_S_A_FLAG == 'it\'s "a" `flag`'


def test_accessors_are_found_at_boot_and_stay() -> None:
    with pytest.raises(stageline.UnknownNameError) as unknown:
        module("hostile").FeatureFlags.bind(flags("storefront"))
    assert unknown.value.code == "E_UNKNOWN_FLAG"
    module("empty").FeatureFlags.bind(flags("storefront"))
    changed = stageline.Project.from_files(
        {
            "config/environments.yaml": "environments: {production: {}}",
            "config/feature-flags.yaml": "feature_flags: {guest_returns: often}",
        }
    )
    with pytest.raises(stageline.LoadError) as wrong:
        module("storefront").FeatureFlags.bind(changed.environment("production").flags)
    assert wrong.value.code == "E_TYPE"
    every = module("storefront").FeatureFlags.bind(flags("storefront"))
    with pytest.raises(AttributeError):
        every._guest_returns = None
    with pytest.raises((AttributeError, TypeError)):
        every.other = 1
