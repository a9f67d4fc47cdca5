"""Quantities: exact amounts, compared by what they mean, and read with their places."""

import copy
import pickle
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import pytest
import stageline
from stageline import Quantity


@pytest.mark.parametrize(
    ("kind", "text", "spellings"),
    [
        ("cpu", "0.5", ["500m", 0.5, "0.5 cores", "500000u"]),
        ("cpu", "2", [2, 2.0, "2 cores", "2000m"]),
        ("bytes", "1073741824", ["1Gi", "1024Mi", 1073741824, "1GiB"]),
        ("duration", "90", [90, "1m30s", "90000ms"]),
        ("duration", "0.25", ["250ms"]),
        ("percent", "70", ["70%", 70, "70 %"]),
        ("percent", "-0.1", [-0.1, "-0.1%"]),
    ],
)
def test_spellings_of_one_amount_are_equal(kind: Any, text: str, spellings: list[Any]) -> None:
    for spelling in spellings:
        quantity = Quantity(spelling, kind)
        assert quantity == Quantity(text, kind)
        assert hash(quantity) == hash(Quantity(text, kind))
        assert (str(quantity), quantity.kind, float(quantity)) == (text, kind, float(text))
        assert repr(quantity) == f'Quantity("{text}", "{kind}")'
        assert pickle.loads(pickle.dumps(quantity)) == copy.deepcopy(quantity) == quantity


def test_amounts_are_exact_and_ordered_within_their_kind() -> None:
    assert Quantity("16Ei", "bytes").nanos == 2**64 * 10**9
    assert Quantity("500m", "cpu") < Quantity(1, "cpu") <= Quantity("1000m", "cpu")
    assert max(Quantity("1Gi", "bytes"), Quantity("1G", "bytes")) == Quantity("1Gi", "bytes")
    second, byte = Quantity(1, "duration"), Quantity(1, "bytes")
    assert second != byte
    assert second != "1"
    with pytest.raises(TypeError):
        second < byte  # type: ignore[operator,unused-ignore]  # noqa: B015
    wrong: Any = "cpus"
    with pytest.raises(stageline.UsageError) as caught:
        Quantity(1, wrong)
    assert caught.value.suggestions == ("cpu",)
    for value in ("two", "2 Gi", "", None, True, [1]):
        given: Any = value
        with pytest.raises(stageline.ConfigError) as unfit:
            Quantity(given, "cpu")
        assert unfit.value.code == "E_QUANTITY"


def test_quantities_are_read_with_their_places() -> None:
    @dataclass
    class Limits:
        cpu: Annotated[Quantity, "cpu"]
        memory: Annotated[Quantity, "bytes"] | None
        timeout: Annotated[Quantity, "duration"] | int = 30

    def limits(text: str) -> Limits:
        project = stageline.Project.from_files(
            {
                "config/environments.yaml": "environments: {production: {}}",
                "config/services/api/production.yaml": f"api:\n  {text}\n",
            }
        )
        return project.environment("production").service("api").resolve(Limits)

    found = limits("{cpu: 500m, memory: 1Gi, timeout: 1m}")
    assert found == Limits(
        Quantity("0.5", "cpu"), Quantity("1024Mi", "bytes"), Quantity("60s", "duration")
    )
    assert asdict(found)["cpu"] == Quantity("500m", "cpu")
    assert limits("{cpu: 2, memory: null}").memory is None
    with pytest.raises(stageline.ConfigError) as caught:
        limits("cpu: hunter2\n  memory: true\n  timeout: [1]")
    said = [str(problem) for problem in caught.value.problems]
    assert [line.partition(": ")[0] for line in said] == [
        "config/services/api/production.yaml:2:8",
        "config/services/api/production.yaml:3:11",
        "config/services/api/production.yaml:4:12",
    ]
    assert "the value is not a cpu" in said[0]
    assert "hunter2" not in str(caught.value)

    @dataclass
    class Unnamed:
        cpu: Quantity

    project = stageline.Project.from_files(
        {
            "config/environments.yaml": "environments: {a: {}}",
            "config/a.yaml": "overrides: {cpu: 1}",
        }
    )
    with pytest.raises(stageline.UsageError, match="has no kind"):
        project.environment("a").resolve(Unnamed)
