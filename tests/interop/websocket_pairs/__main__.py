"""`python -m tests.interop.websocket_pairs NODE`: record what real Node v23.8.0 does, for those without it."""

from __future__ import annotations

import sys

from .play import SCENARIOS, play_in_node, save_goldens

save_goldens({name: play_in_node(sys.argv[1], name) for name in SCENARIOS})
