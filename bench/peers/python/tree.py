"""Where things lie in the tree, which environment stands on which, and the counts to print."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Iterator


def resolve_all(
    folder: Path, load: Callable[[Path], Any], merge: Callable[[Any, Any], Any]
) -> list[Any]:
    """Resolves the whole tree: each file is loaded once, each parent is merged once."""
    config = folder / "config"
    listed = load(config / "environments.yaml")["environments"]
    files = {str(name): load(config / f"{name}.yaml") for name in listed}
    bases = load(config / "base.yaml")
    parents = {name: file["extends"] for name, file in files.items()}
    names = list(parents_first(parents))

    environments: dict[str, Any] = {}
    for name in names:
        below = environments.get(parents[name])
        below = bases[parents[name]] if below is None else below
        environments[name] = merge(below, files[name]["overrides"])
    resolved = list(environments.values())

    for path in sorted((config / "services").iterdir()):
        service: dict[str, Any] = {}
        for name in names:
            own = load(path / f"{name}.yaml")[path.name]
            below = service.get(parents[name])
            service[name] = own if below is None else merge(below, own)
        resolved.extend(service.values())
    return resolved


def parents_first(parents: dict[str, str]) -> Iterator[str]:
    """The environments, each after the one it extends."""
    done: set[str] = set()
    while len(done) < len(parents):
        ready = [
            name
            for name, parent in parents.items()
            if name not in done and (parent not in parents or parent in done)
        ]
        if not ready:
            raise ValueError("environments extend each other in a circle")
        done.update(ready)
        yield from ready


def print_counts(resolved: list[Any]) -> None:
    """Prints the line that proves the work; the trees are plain dicts and lists."""
    leaves = replicas = 0
    waiting = list(resolved)
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            number = value.get("replicas")
            if type(number) is int:
                replicas += number
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        else:
            leaves += 1
    print(f"configurations {len(resolved)} leaves {leaves} replicas {replicas}")
