"""A Python package answers flags of three kinds again and again: flags.py PEER FOLDER COUNT.

The flags are those of `stageline-bench generate-flags FOLDER`: a plain boolean, one rule, a rollout to 25 %, in
turn. Of each kind up to 32 are asked for one context, which is prepared where the package can. Prints nanoseconds
of an evaluation, less what an empty loop costs.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Callable
from functools import partial

KINDS = ("boolean", "rule", "rollout")
ASKED = 32
ROUNDS = 100
SECONDS = 0.002  # of a round, about: short, so that some meet a quiet moment
KEY = "customer-4711"
FLAT = {"user.plan": "pro", "user.country": "DE"}
NESTED = {"user": {"plan": "pro", "country": "DE"}}

Ask = Callable[[], object]


def main() -> None:
    peer, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    kinds = {f"{KINDS[at % 3]}_flag_{at:05}": KINDS[at % 3] for at in range(count)}
    asker, is_on = PEERS[peer](f"{folder}/flags-{count}", kinds)
    words = []
    for kind in KINDS:
        names = [name for name, of in kinds.items() if of == kind]
        names = names[:: max(1, len(names) // ASKED)][:ASKED]
        asked = [asker(name) for name in names]
        on = sum(is_on(ask()) for ask in asked)
        # Every plain flag and every rule is on; of the rollouts, some are.
        if not (0 < on < 0.75 * len(asked) if kind == "rollout" else on == len(asked)):
            sys.exit(f"{kind}: {on} of {len(asked)} are on")
        words += [kind, f"{nanoseconds(asked):.1f}"]
    print(*words)


def nanoseconds(asked: list[Ask]) -> float:
    """Of one question, the best of some rounds."""

    def best(asked: list[Ask], turns: int) -> float:
        rounds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            for _ in itertools.repeat(None, turns):
                for ask in asked:
                    ask()
            rounds.append(time.perf_counter() - start)
        return min(rounds) / (turns * len(asked))

    start = time.perf_counter()
    for ask in asked:
        ask()
    turns = max(1, int(SECONDS / (time.perf_counter() - start)))
    return (best(asked, turns) - best([partial(bool)] * len(asked), max(turns, 100))) * 1e9


def stageline(folder: str, kinds: dict[str, str]):
    """Handles and a prepared context."""
    import stageline

    flags = stageline.Project.open(folder).environment("production").flags
    context = flags.context(KEY, FLAT)
    return lambda name: partial(flags.handle(name, False).value, context), bool


def stageline_name(folder: str, kinds: dict[str, str]):
    import stageline

    flags = stageline.Project.open(folder).environment("production").flags
    context = flags.context(KEY, FLAT)
    return lambda name: partial(flags.value, name, context, False), bool


def stageline_dict(folder: str, kinds: dict[str, str]):
    """A dict of three for each question."""
    import stageline

    flags = stageline.Project.open(folder).environment("production").flags
    context = {"targeting_key": KEY, **FLAT}
    return lambda name: partial(flags.handle(name, False).value, context), bool


def stageline_details(folder: str, kinds: dict[str, str]):
    import stageline

    flags = stageline.Project.open(folder).environment("production").flags
    context = flags.context(KEY, FLAT)
    return lambda name: partial(flags.handle(name, False).details, context), lambda found: found.value


def openfeature(folder: str, kinds: dict[str, str]):
    """Our provider, through the SDK."""
    import stageline
    from openfeature import api
    from openfeature.evaluation_context import EvaluationContext
    from stageline.openfeature import StagelineProvider

    api.set_provider_and_wait(StagelineProvider(stageline.Project.open(folder), "production"))
    client, context = api.get_client(), EvaluationContext(KEY, FLAT)
    return lambda name: partial(client.get_boolean_value, name, False, context), bool


def eppo(folder: str, kinds: dict[str, str]):
    import eppo_client

    class Silent(eppo_client.AssignmentLogger):
        def log_assignment(self, event):
            pass

    def flag(name: str, kind: str) -> dict:
        def split(variant: str, start: int, end: int) -> dict:
            ranges = [{"start": start, "end": end}]
            return {"variationKey": variant, "shards": [{"salt": name, "ranges": ranges}]}

        condition = {"attribute": "user.plan", "operator": "ONE_OF", "value": ["pro"]}
        rules = [{"conditions": [condition]}] if kind == "rule" else []
        splits = (
            [split("on", 0, 2500), split("off", 2500, 10000)]
            if kind == "rollout"
            else [split("on", 0, 10000)]
        )
        allocation = {"key": "main", "rules": rules, "splits": splits, "doLog": False}
        variations = {key: {"key": key, "value": key == "on"} for key in ("on", "off")}
        return {
            "key": name,
            "enabled": True,
            "variationType": "BOOLEAN",
            "variations": variations,
            "allocations": [allocation],
            "totalShards": 10000,
        }

    document = {
        "createdAt": "2026-01-01T00:00:00.000Z",
        "format": "SERVER",
        "environment": {"name": "production"},
        "flags": {name: flag(name, kind) for name, kind in kinds.items()},
    }
    configuration = eppo_client.Configuration(flags_configuration=json.dumps(document).encode())
    config = eppo_client.ClientConfig(
        api_key="bench",
        base_url="http://localhost:1",
        assignment_logger=Silent(),
        poll_interval_seconds=None,
        initial_configuration=configuration,
    )
    client = eppo_client.init(config)
    return lambda name: partial(client.get_boolean_assignment, name, KEY, FLAT, False), bool


def growthbook(folder: str, kinds: dict[str, str]):
    from growthbook import GrowthBook

    features = {
        "boolean": {"defaultValue": True},
        "rule": {"defaultValue": False, "rules": [{"condition": {"user.plan": "pro"}, "force": True}]},
        "rollout": {
            "defaultValue": False,
            "rules": [{"force": True, "coverage": 0.25, "hashAttribute": "id"}],
        },
    }
    client = GrowthBook(
        attributes={"id": KEY, **NESTED},
        features={name: features[kind] for name, kind in kinds.items()},
    )
    return lambda name: partial(client.is_on, name), bool


def yggdrasil(folder: str, kinds: dict[str, str]):
    from yggdrasil_engine.engine import UnleashEngine

    def strategy(name: str, kind: str) -> dict:
        if kind == "rollout":
            parameters = {"rollout": "25", "stickiness": "userId", "groupId": name}
            return {"name": "flexibleRollout", "parameters": parameters}
        constraint = {"contextName": "plan", "operator": "IN", "values": ["pro"]}
        return {"name": "default", "constraints": [constraint] if kind == "rule" else []}

    features = [
        {"name": name, "type": "release", "enabled": True, "strategies": [strategy(name, kind)]}
        for name, kind in kinds.items()
    ]
    engine = UnleashEngine()
    engine.take_state(json.dumps({"version": 2, "features": features}))
    context = {"userId": KEY, "properties": {"plan": "pro", "country": "DE"}}
    return lambda name: partial(engine.check_enabled, name, context), lambda found: found.is_enabled


def flagd(folder: str, kinds: dict[str, str]):
    from openfeature.contrib.tools.flagd.core.flagd_core import FlagdCore
    from openfeature.evaluation_context import EvaluationContext

    targeting = {
        "rule": {"if": [{"==": [{"var": "user.plan"}, "pro"]}, "on", "off"]},
        "rollout": {"fractional": [["on", 25], ["off", 75]]},
    }

    def flag(kind: str) -> dict:
        made = {
            "state": "ENABLED",
            "variants": {"on": True, "off": False},
            "defaultVariant": "on" if kind == "boolean" else "off",
        }
        return made | ({"targeting": targeting[kind]} if kind in targeting else {})

    core = FlagdCore()
    core.set_flags({"flags": {name: flag(kind) for name, kind in kinds.items()}})
    context = EvaluationContext(KEY, NESTED)
    return lambda name: partial(core.resolve_boolean_value, name, False, context), lambda found: found.value


PEERS = {
    "stageline": stageline,
    "stageline-name": stageline_name,
    "stageline-dict": stageline_dict,
    "stageline-details": stageline_details,
    "stageline-openfeature": openfeature,
    "eppo": eppo,
    "growthbook": growthbook,
    "yggdrasil": yggdrasil,
    "flagd-core": flagd,
}

if __name__ == "__main__":
    main()
