"""The provider, through the SDK of OpenFeature itself."""

import asyncio
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import stageline
from openfeature import api
from openfeature.client import OpenFeatureClient
from openfeature.evaluation_context import EvaluationContext
from openfeature.event import EventDetails, ProviderEvent
from openfeature.exception import ErrorCode
from openfeature.flag_evaluation import FlagEvaluationDetails, Reason
from openfeature.hook import Hook
from openfeature.provider import ProviderStatus
from stageline.openfeature import StagelineProvider

FLAGS = """\
feature_flags:
  on: {default: true, metadata: {team: search, rule: none, tags: [a]}}
  text: hello
  count: 9007199254740993
  whole: 2
  ratio: {default: 0.5}
  object: {default: {text: hello, sizes: [1, 2]}}
  list: {default: [1, two]}
  theme:
    variants: {dark: "#000", light: "#fff"}
    default: light
    rules:
      - {when: "user.plan == 'pro' and user.tags contains 'beta'", serve: dark}
      - {when: "since before '2026-01-01'", serve: dark}
  half: {default: false, production: {rollout: {percentage: 50}}}
  by_org: {default: false, production: {rollout: {percentage: 50, by: org}}}
  off: {kill_switch: true, default: true}
  gated: {requires: [off], default: true}
  broken: {production: {rules: [{when: "user.plan ==", serve: true}]}}
  ramp: {production: {rollout: {percentage: 100, over: 100d, start: 2200-01-01T00:00:00Z}}}
"""

FILES = {
    "config/environments.yaml": "environments: {staging: {}, production: {tier: production}}",
    "config/feature-flags.yaml": FLAGS,
}


@pytest.fixture
def client() -> Iterator[OpenFeatureClient]:
    project = stageline.Project.from_files(FILES, lenient=True)
    api.set_provider_and_wait(StagelineProvider(project, "production"))
    yield api.get_client()
    api.shutdown()


def test_all_five_types_are_answered_as_the_files_have_them(client: OpenFeatureClient) -> None:
    assert client.get_boolean_value("on", False) is True
    assert client.get_string_value("text", "none") == "hello"
    assert client.get_integer_value("count", 0) == 2**53 + 1
    assert client.get_float_value("ratio", 1.0) == 0.5
    whole = client.get_float_value("whole", 1)
    assert (whole, type(whole)) == (2.0, float)
    assert client.get_object_value("object", {}) == {"text": "hello", "sizes": [1, 2]}
    assert client.get_object_value("list", []) == [1, "two"]


def test_they_are_answered_to_those_who_wait_too(client: OpenFeatureClient) -> None:
    async def ask() -> tuple[Any, ...]:
        return (
            await client.get_boolean_value_async("on", False),
            await client.get_string_value_async("text", "none"),
            await client.get_integer_value_async("count", 0),
            await client.get_float_value_async("ratio", 1.0),
            await client.get_object_value_async("list", []),
        )

    assert asyncio.run(ask()) == (True, "hello", 2**53 + 1, 0.5, [1, "two"])


def told(details: FlagEvaluationDetails[Any]) -> tuple[Any, Any, Any]:
    return details.value, details.reason, details.error_code


@pytest.mark.parametrize("kind", ["boolean", "string", "integer", "float", "object"])
def test_a_flag_of_another_kind_answers_the_default(client: OpenFeatureClient, kind: str) -> None:
    default: Any
    flag, default = {
        "boolean": ("text", True),
        "string": ("on", "mine"),
        "integer": ("ratio", 7),
        "float": ("on", 7.5),
        "object": ("on", {"mine": 1}),
    }[kind]
    details = getattr(client, f"get_{kind}_details")(flag, default)
    assert told(details) == (default, Reason.ERROR, ErrorCode.TYPE_MISMATCH)
    assert flag in details.error_message


def test_every_error_has_its_code_and_a_sentence_and_answers_the_default(
    client: OpenFeatureClient,
) -> None:
    asked = EvaluationContext("u1", {"org": True})
    cases: list[tuple[str, EvaluationContext | None, ErrorCode]] = [
        ("nothing", asked, ErrorCode.FLAG_NOT_FOUND),
        ("half", None, ErrorCode.TARGETING_KEY_MISSING),
        ("half", EvaluationContext(attributes={"plan": "pro"}), ErrorCode.TARGETING_KEY_MISSING),
        ("by_org", asked, ErrorCode.INVALID_CONTEXT),
        ("on", EvaluationContext("u1", {"x": object()}), ErrorCode.INVALID_CONTEXT),  # type: ignore[dict-item]
        ("on", EvaluationContext("u1", {"at": datetime(2026, 1, 1)}), ErrorCode.INVALID_CONTEXT),
        ("broken", asked, ErrorCode.PARSE_ERROR),
    ]
    for flag, context, code in cases:
        details = client.get_boolean_details(flag, True, context)
        assert told(details) == (True, Reason.ERROR, code)
        assert details.error_message


def test_reasons_variants_and_metadata_say_why(client: OpenFeatureClient) -> None:
    assert client.get_string_details("text", "none").reason == Reason.STATIC
    on = client.get_boolean_details("on", False).flag_metadata
    assert on == {"team": "search", "rule": "none", "decided_by": "default"} | {
        "set_in": "default",
        "place": "config/feature-flags.yaml:2:17",
    }
    light = client.get_string_details("theme", "none")
    assert (light.value, light.variant, light.reason) == ("#fff", "light", Reason.DEFAULT)
    asked = EvaluationContext("u1", {"user": {"plan": "pro", "tags": ["alpha", "beta"]}})
    dark = client.get_string_details("theme", "none", asked)
    assert (dark.value, dark.variant, dark.reason) == ("#000", "dark", Reason.TARGETING_MATCH)
    assert dark.flag_metadata == {
        "decided_by": "rule 0",
        "set_in": "default",
        "rule": 0,
        "place": "config/feature-flags.yaml:13:75",
    }
    half = client.get_boolean_details("half", False, EvaluationContext("u1"))
    assert half.reason == Reason.SPLIT
    bucket = half.flag_metadata["bucket"]
    assert isinstance(bucket, int)
    assert half.value == (bucket < 2**31)
    off = client.get_boolean_details("off", True)
    assert (off.value, off.reason) == (False, Reason.DISABLED)
    gated = client.get_boolean_details("gated", True)
    assert (gated.reason, gated.flag_metadata["unmet"]) == (Reason.DISABLED, "off")
    ramp = client.get_boolean_details("ramp", False, EvaluationContext("u1"))
    until = ramp.flag_metadata["valid_until"]
    assert isinstance(until, str)
    assert datetime.fromisoformat(until) > datetime(2200, 1, 1, tzinfo=timezone.utc)


def test_contexts_of_the_api_the_client_and_the_call_are_one(client: OpenFeatureClient) -> None:
    tags: Any = MappingProxyType({"tags": ("beta",), "plan": "pro"})
    api.set_evaluation_context(EvaluationContext("u1"))
    client.context = EvaluationContext(attributes={"user": tags})
    assert client.get_string_value("theme", "none") == "#000"
    flags = stageline.Project.from_files(FILES, lenient=True).environment("production").flags
    expected = flags.value("half", {"targeting_key": "u1"}, False)
    assert client.get_boolean_value("half", not expected) is expected
    dotted = EvaluationContext(attributes={"user": {}, "user.plan": "pro", "user.tags": ["beta"]})
    assert client.get_string_value("theme", "none", dotted) == "#000"
    old = EvaluationContext(
        attributes={"user": {}, "since": datetime(2025, 1, 1, tzinfo=timezone.utc)}
    )
    assert client.get_string_value("theme", "none", old) == "#000"


def test_the_targeting_key_is_not_an_attribute_that_others_can_set(
    client: OpenFeatureClient,
) -> None:
    both = EvaluationContext("u1", {"targeting_key": "u2"})
    alone = client.get_boolean_details("half", False, EvaluationContext("u1"))
    assert client.get_boolean_details("half", False, both).flag_metadata == alone.flag_metadata


def test_hooks_of_the_sdk_see_every_answer(client: OpenFeatureClient) -> None:
    seen: list[tuple[str, Any]] = []

    class Watch(Hook):
        def after(self, hook_context: Any, details: Any, hints: Any) -> None:
            seen.append((hook_context.flag_key, details.value))

        def error(self, hook_context: Any, exception: Any, hints: Any) -> None:
            seen.append((hook_context.flag_key, type(exception).__name__))

    client.add_hooks([Watch()])
    client.get_boolean_value("on", False)
    client.get_boolean_value("nothing", False)
    assert seen == [("on", True), ("nothing", "FlagNotFoundError")]


def test_an_unknown_environment_is_told_when_the_provider_is_made() -> None:
    project = stageline.Project.from_files(FILES, lenient=True)
    with pytest.raises(stageline.UnknownNameError) as unknown:
        StagelineProvider(project, "prodution")
    assert unknown.value.suggestions == ("production",)


def test_the_provider_says_its_name_and_that_it_is_ready(client: OpenFeatureClient) -> None:
    assert api.get_provider_metadata().name == "stageline"
    assert client.get_provider_status() is ProviderStatus.READY


def test_a_reload_is_told_and_one_that_fails_leaves_the_last_answers(tmp_path: Path) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    file = tmp_path / "config/feature-flags.yaml"
    file.write_text("feature_flags: {on: true}")
    seen: list[str] = []

    def listen(event: ProviderEvent) -> None:
        def see(details: EventDetails) -> None:
            if details.provider_name == "stageline":
                seen.append(event.name)

        api.add_handler(event, see)

    for event in ProviderEvent:
        listen(event)
    # Handlers run in a thread of the SDK's own.
    changed = threading.Event()
    api.add_handler(ProviderEvent.PROVIDER_CONFIGURATION_CHANGED, lambda _: changed.set())
    stale = threading.Event()
    api.add_handler(ProviderEvent.PROVIDER_STALE, lambda _: stale.set())
    try:
        project = stageline.Project.open(tmp_path)
        provider = StagelineProvider(project, "production")
        api.set_provider_and_wait(provider)
        client = api.get_client()
        assert client.get_boolean_value("on", False) is True

        file.write_text("feature_flags: {on: false}")
        provider.reload()
        assert changed.wait(5)
        assert client.get_boolean_value("on", True) is False

        file.write_text("feature_flags: {on: [")
        with pytest.raises(stageline.LoadError):
            provider.reload()
        assert stale.wait(5)
        assert client.get_provider_status() is ProviderStatus.STALE
        assert client.get_boolean_value("on", True) is False

        file.write_text("feature_flags: {on: true}")
        changed.clear()
        provider.reload(["config/feature-flags.yaml"])
        assert changed.wait(5)
        assert client.get_provider_status() is ProviderStatus.READY
        assert client.get_boolean_value("on", False) is True
    finally:
        api.shutdown()
    assert sorted(seen) == [
        "PROVIDER_CONFIGURATION_CHANGED",
        "PROVIDER_CONFIGURATION_CHANGED",
        "PROVIDER_READY",
        "PROVIDER_READY",
        "PROVIDER_STALE",
    ]


def test_a_provider_that_watches_tells_of_changes_until_it_is_shut_down(tmp_path: Path) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    file = tmp_path / "config/feature-flags.yaml"
    file.write_text("feature_flags: {on: true}")
    changed, stale = threading.Event(), threading.Event()
    api.add_handler(ProviderEvent.PROVIDER_CONFIGURATION_CHANGED, lambda _: changed.set())
    api.add_handler(ProviderEvent.PROVIDER_STALE, lambda _: stale.set())
    try:
        project = stageline.Project.open(tmp_path)
        api.set_provider_and_wait(StagelineProvider(project, "production", watch=True))
        client = api.get_client()
        file.write_text("feature_flags: {on: false}")
        assert changed.wait(10)
        # The first change that is heard may be the file as it was emptied to be written.
        end = time.monotonic() + 10
        while client.get_boolean_value("on", True) and time.monotonic() < end:
            time.sleep(0.01)
        assert client.get_boolean_value("on", True) is False
        file.write_text("feature_flags: {on: [")
        assert stale.wait(10)
        assert client.get_provider_status() is ProviderStatus.STALE
        changed.clear()
        file.write_text("feature_flags: {on: true}")
        assert changed.wait(10)
        assert client.get_provider_status() is ProviderStatus.READY
    finally:
        api.shutdown()
    assert not [each for each in threading.enumerate() if each.name == "stageline-openfeature"]


def test_a_provider_that_watches_keeps_no_process_alive(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/environments.yaml").write_text("environments: {production: {}}")
    program = (
        "import stageline, sys\n"
        "from openfeature import api\n"
        "from stageline.openfeature import StagelineProvider\n"
        "project = stageline.Project.open(sys.argv[1])\n"
        "api.set_provider_and_wait(StagelineProvider(project, 'production', watch=True))\n"
        "print('done')"
    )
    command = [sys.executable, "-W", "error", "-c", program, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_without_the_sdk_the_import_says_what_to_install() -> None:
    program = (
        "import sys; sys.modules['openfeature'] = None; import stageline\n"
        "try: import stageline.openfeature\n"
        "except ImportError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == (
        "`stageline.openfeature` needs the OpenFeature SDK; install `stageline[openfeature]`"
    )
