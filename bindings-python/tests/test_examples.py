"""The deploy script of `examples/`, as a user runs it."""

import re
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "examples" / "deploy.py"


def test_the_deploy_script_prints_what_one_wants_to_know(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", SCRIPT], cwd=tmp_path, capture_output=True, check=True
    )
    said = done.stdout.decode()
    assert done.stderr == b""
    assert "replicas are set at config/services/api/production.yaml:4:13" in said
    assert "error    record         features.waf_enabled" in said
    assert "customer-18  yes  SPLIT, set at config/feature-flags.yaml:16:21" in said
    assert "search   1.17.3 → 1.18.0" in said
    assert "approval release_approval of staging is pending" in said
    assert "The promotion waits." in said
    assert "workflows/progressive-deployment.yaml:28:9" in said


def test_the_readme_runs_as_it_stands() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", readme, re.S)
    root = SCRIPT.parents[1]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], cwd=root, capture_output=True, check=True
    )
    assert "8 config/services/api/production.yaml:4:13" in done.stdout.decode()
    assert "one_page_checkout = true" in done.stdout.decode()
    assert "+  replicas: 9" in done.stdout.decode()


def test_the_guides_page_runs_as_it_stands() -> None:
    root = SCRIPT.parents[1]
    page = (root / "docs" / "getting-started" / "python.md").read_text(encoding="utf-8")
    program = "\n".join(re.findall(r"```python\n(.*?)```", page, re.S))
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], cwd=root, capture_output=True, check=False
    )
    assert done.stderr.decode() == ""
    said = done.stdout.decode()
    assert "pool: 80" in said
    assert "'service': 'api'" in said
