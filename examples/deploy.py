"""A deployment that asks before it acts: what runs, how stages differ, who sees what, may it go."""

from dataclasses import dataclass
from pathlib import Path

import stageline


@dataclass
class Limits:
    cpu: str | float
    memory: str


@dataclass
class Resources:
    limits: Limits


@dataclass
class Service:
    replicas: int
    image_tag: str
    resources: Resources


def title(text: str) -> None:
    print(f"\n{text}\n{'─' * len(text)}")


project = stageline.Project.open(Path(__file__).parent / "storefront")
production = project.environment("production")

title("api in production")
api = production.service("api")
config = api.resolve(Service)
print(
    f"{config.replicas} replicas of {config.image_tag}, {config.resources.limits.memory} each"
)
print(f"replicas are set at {api.origin('replicas')}")
print(api.explain("resources.limits.cpu"))

title("staging drifts from production")
for item in project.snapshot().drift("production", ["staging"]).drift:
    where = item.service or item.section
    print(f"{item.severity:<8} {where:<14} {item.path}: {item.reason}")

title("who gets the one-page checkout")
checkout = production.flags.handle("one_page_checkout", False)
for customer in "customer-17", "customer-18", "customer-19":
    found = checkout.details({"targeting_key": customer})
    print(
        f"{customer}  {'yes' if found.value else 'no':<4} {found.reason}, set at {found.place}"
    )

title("from staging to production")
plan = project.plan_promotion("staging", "production", services=["api", "search"])
for step in plan.services:
    print(f"{step.service:<8} {step.before} → {step.after}")
for gate in plan.gates:
    print(f"{'approval' if gate.approval else 'gate':<8} {gate} is {gate.state}")
print(f"The promotion {'is ' if plan.verdict != 'waits' else ''}{plan.verdict}.")
for reason in plan.why_not:
    print(f"  {reason.message} ({reason.place})")
