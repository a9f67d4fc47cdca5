"""`resolve(T)`: dataclasses, typed dictionaries, pydantic models; what does not fit is placed."""

import enum
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, NewType

import pydantic
import pytest
import stageline
from typing_extensions import NotRequired, Required, TypedDict

API = """\
api:
  replicas: 3
  image_tag: v1
  ratio: 1
  level: info
  tier: small
  limits: {cpu: 500m, memory: 1Gi}
  ports:
    - {name: http, number: 80}
    - {name: metrics, number: 9090}
  labels: {app: web}
  timeout: 30
  pair: [a, 1]
  max-size: 10
  big: 18446744073709551615
"""


def service(text: str = API) -> stageline.Service:
    files = {
        "config/environments.yaml": "environments: {production: {tier: production}}",
        "config/services/api/production.yaml": text,
    }
    return stageline.Project.from_files(files).environment("production").service("api")


class Tier(enum.Enum):
    SMALL = "small"
    LARGE = "large"


Tag = NewType("Tag", str)


class Limits(TypedDict, total=False):
    cpu: str
    memory: str
    disk: str


@dataclass
class Port:
    name: str
    number: int


@dataclass(frozen=True)
class Api:
    replicas: int
    image_tag: Tag
    ratio: float
    level: Literal["debug", "info"]
    tier: Tier
    limits: Limits
    ports: list[Port]
    labels: dict[str, str]
    timeout: Annotated[int | str | None, "seconds"]
    pair: tuple[str, int]
    big: int
    max_size: int = field(metadata={"key": "max-size"})
    first: Port | None = None
    names: set[str] = field(default_factory=set)
    anything: Any = None


def test_a_dataclass_is_filled_from_nested_values() -> None:
    api = service().resolve(Api)
    assert api == Api(
        replicas=3,
        image_tag=Tag("v1"),
        ratio=1.0,
        level="info",
        tier=Tier.SMALL,
        limits={"cpu": "500m", "memory": "1Gi"},
        ports=[Port("http", 80), Port("metrics", 9090)],
        labels={"app": "web"},
        timeout=30,
        pair=("a", 1),
        big=2**64 - 1,
        max_size=10,
    )
    assert type(api.ratio) is float
    assert service().resolve().read(Api) == api
    assert service().resolve(Api, overrides={"replicas": 9}).replicas == 9


def test_a_typed_dict_and_plain_types_work_too() -> None:
    class Some(TypedDict):
        replicas: int

    assert service().resolve(Some) == {"replicas": 3}

    class Qualified(TypedDict, total=False):
        replicas: Required[Annotated[int, "how many"]]
        ratio: NotRequired[float]
        missing: NotRequired[str]

    assert service().resolve(Qualified) == {"replicas": 3, "ratio": 1.0}
    assert service().resolve(dict) == service().resolve().to_dict()
    assert service("api: {a: 1, b: 2}").resolve(dict[str, int]) == {"a": 1, "b": 2}


def test_a_value_that_does_not_fit_is_named_with_its_place() -> None:
    text = API.replace("number: 9090", "number: hunter2")
    with pytest.raises(stageline.ConfigError) as caught:
        service(text).resolve(Api)
    error = caught.value
    assert isinstance(error, ValueError)
    assert error.code == "E_CONFIG_TYPE"
    assert str(error) == (
        "config/services/api/production.yaml:10:31: "
        "`ports.1.number`: expected a whole number, found text; correct the value"
    )
    assert "hunter2" not in repr(error)


def test_all_that_does_not_fit_is_listed_in_the_order_of_the_file() -> None:
    text = "api:\n  ratio: no\n  level: inf\n  tier: 3\n  ports: {}\n  pair: [a]\n  replicas: 1.0\n"
    with pytest.raises(stageline.ConfigError) as caught:
        service(text).resolve(Api)
    error = caught.value
    said = {
        f"{problem.place.line if problem.place else 0} {problem.message}": problem.help
        for problem in error.problems
    }
    assert said == {
        "2 the key `image_tag` is missing": "add it",
        "2 the key `limits` is missing": "add it",
        "2 the key `labels` is missing": "add it",
        "2 the key `timeout` is missing": "add it",
        "2 the key `big` is missing": "add it",
        "2 the key `max-size` is missing": "add it",
        "2 `ratio`: expected a number, found text": "correct the value",
        "3 `level`: expected one of `debug`, `info`": "did you mean `info`?",
        "4 `tier`: expected one of `small`, `large`": "correct the value",
        "5 `ports`: expected a list, found a map": "correct the value",
        "6 `pair`: expected a list of 2, found 1": "correct the list",
        "7 `replicas`: expected a whole number, found a number": "correct the value",
    }
    assert error.message == f"{len(said)} values do not fit `Api`"
    lines = [place.line for place in error.places]
    assert lines == sorted(lines)


def test_nothing_is_coerced() -> None:
    @dataclass
    class Strict:
        a: int

    for value in ('"1"', "1.0", "true", "null", "[1]"):
        with pytest.raises(stageline.ConfigError):
            service(f"api: {{a: {value}}}").resolve(Strict)


def test_a_union_takes_the_member_that_fits() -> None:
    @dataclass
    class One:
        value: float | int | bool | Port | list[str] | None

    for text, value in [
        ("1", 1),
        ("1.0", 1.0),
        ("true", True),
        ("null", None),
        ("[a]", ["a"]),
        ("{name: a, number: 1}", Port("a", 1)),
    ]:
        read = service(f"api: {{value: {text}}}").resolve(One).value
        assert (read, type(read)) == (value, type(value))
    with pytest.raises(stageline.ConfigError, match=r"`value\.number`: expected a whole number"):
        service("api: {value: {name: a, number: b}}").resolve(One)
    with pytest.raises(stageline.ConfigError) as caught:
        service("api: {value: text}").resolve(One)
    assert caught.value.message == (
        "`value`: expected a whole number or `true` or `false` or a map or a list "
        "or nothing or a number, found text"
    )


def test_a_missing_key_may_be_a_misspelled_one() -> None:
    with pytest.raises(stageline.ConfigError) as caught:
        service("api: {nmae: a, number: 1}").resolve(Port)
    assert caught.value.help == "add it, or rename `nmae`"


def test_a_dataclass_may_refuse_and_may_hold_itself() -> None:
    @dataclass
    class Even:
        number: int

        def __post_init__(self) -> None:
            if self.number % 2:
                raise ValueError("odd")

    with pytest.raises(stageline.ConfigError, match="`Even` refuses") as caught:
        service("api: {number: 3}").resolve(Even)
    assert isinstance(caught.value.__cause__, ValueError)
    assert service("api: {value: 1, next: {value: 2}}").resolve(Chain) == Chain(1, Chain(2))


@dataclass
class Chain:
    value: int
    next: "Chain | None" = None


def test_a_type_that_cannot_be_read_is_the_callers_mistake() -> None:
    @dataclass
    class Odd:
        value: complex

    wrong: Any
    for wrong in (Odd, complex, "Api", dict[int, str]):
        with pytest.raises(stageline.UsageError):
            service("api: {value: 1}").resolve(wrong)


class PortModel(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")
    name: str
    number: int = pydantic.Field(ge=1, le=65535)


class ApiModel(pydantic.BaseModel):
    replicas: int
    limits: Limits
    ports: list[PortModel]
    max_size: int = pydantic.Field(alias="max-size")
    timeout: float | PortModel


def test_a_pydantic_model_is_filled() -> None:
    api = service().resolve(ApiModel)
    assert api.ports[1] == PortModel(name="metrics", number=9090)
    assert api.max_size == 10


def test_pydantics_errors_become_places_and_quote_nothing() -> None:
    text = (
        "api:\n  replicas: hunter2\n  limits: {cpu: [hunter2]}\n  ports:\n"
        "    - {name: http, number: 99999, nubmer: 1}\n    - {name: a}\n"
        "  timeout: {name: 3, number: 1}\n"
    )
    with pytest.raises(stageline.ConfigError) as caught:
        service(text).resolve(ApiModel)
    error = caught.value
    assert {
        f"{problem.place.line}:{problem.place.column} {problem.message}"
        for problem in error.problems
        if problem.place
    } == {
        "2:3 the key `max-size` is missing",
        "2:13 `replicas`: input should be a valid integer",
        "3:17 `limits.cpu`: input should be a valid string",
        "5:28 `ports.0.number`: input should be less than or equal to 65535",
        "5:43 `ports.0.nubmer`: the key is not known here",
        "6:7 `ports.1`: the key `number` is missing",
        "7:12 `timeout`: input should be a valid number",
        "7:19 `timeout.name`: input should be a valid string",
    }
    shown = f"{error!s}{error!r}{error.__cause__!r}{error.__context__!r}"
    assert "hunter2" not in shown


def test_models_and_dataclasses_nest() -> None:
    @dataclass
    class Holder:
        port: PortModel

    held = service("api: {port: {name: a, number: 1}}").resolve(Holder)
    assert held.port == PortModel(name="a", number=1)
    with pytest.raises(stageline.ConfigError, match=r"`port\.number`"):
        service("api: {port: {name: a, number: 0}}").resolve(Holder)


def test_pydantic_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess
    import sys

    program = (
        "import sys, dataclasses, stageline\n"
        "class None_:\n    pass\n"
        "sys.modules['pydantic'] = None\n"
        "@dataclasses.dataclass\nclass A:\n    a: int\n"
        "p = stageline.Project.from_files({'config/environments.yaml': 'environments: {e: {}}',"
        " 'config/base.yaml': 'base: {a: 1}', 'config/e.yaml': 'extends: base'})\n"
        "assert p.environment('e').resolve(A) == A(1)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
