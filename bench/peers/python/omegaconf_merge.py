"""OmegaConf: its own loader (libyaml underneath) and its own merge."""

from __future__ import annotations

import sys
from pathlib import Path

from omegaconf import OmegaConf

from tree import print_counts, resolve_all

resolved = resolve_all(Path(sys.argv[1]), OmegaConf.load, OmegaConf.merge)
print_counts([OmegaConf.to_container(config, resolve=True) for config in resolved])
