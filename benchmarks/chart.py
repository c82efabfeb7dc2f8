"""The results as a picture: bars in SVG, one group per workload, as long as what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from .figures import OURS, Spread, number, spread
from .results import Row

_WIDTH = 760
_LABEL = 200
_BARS = 400
_BAR = 18
_GAP = 6
_HEAD = 26
_AFTER = 18

#: Colours that are read on white and on black; the text takes the page's colour where the picture is inlined.
_STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #555 }
.title { font-weight: 600; fill: #222 }
.ours { fill: #2f7d4f }
.peer { fill: #9aa5b1 }
.spread { stroke: #444; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) {
  text { fill: #bbb } .title { fill: #eee } .ours { fill: #4caf78 } .peer { fill: #66717d } .spread { stroke: #ddd }
}"""


def svg(rows: Sequence[Row]) -> str:
    """A picture of what was measured; workloads without figures are left out."""
    parts: list[str] = []
    top = 8
    for row in rows:
        bars = [
            (name, row.workload.titles[name], measured)
            for name, runs in row.runs.items()
            if (measured := spread(runs)) is not None
        ]
        if bars:
            parts.append(_text(0, top + 15, f'{row.workload.title} ({row.workload.unit})', 'title'))
            top += _HEAD
            longest = max(measured.high for *_, measured in bars)
            for name, title, measured in bars:
                parts.append(_bar(top, title, measured, longest, 'ours' if name == OURS else 'peer'))
                top += _BAR + _GAP
            top += _AFTER
    return '\n'.join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" role="img">',
            '<title>node_http beside its peers</title>',
            f'<style>{_STYLE}</style>',
            *parts,
            '</svg>\n',
        ]
    )


def _bar(top: int, title: str, measured: Spread, longest: float, kind: str) -> str:
    scale = _BARS / longest if longest > 0 else 0
    start, end = _LABEL + measured.low * scale, _LABEL + measured.high * scale
    middle = top + _BAR / 2
    return '\n'.join(
        [
            _text(_LABEL - 8, top + 13, title, anchor='end'),
            f'<rect class="{kind}" x="{_LABEL}" y="{top}" width="{measured.median * scale:.1f}" height="{_BAR}"/>',
            f'<line class="spread" x1="{start:.1f}" y1="{middle}" x2="{end:.1f}" y2="{middle}"/>',
            _text(_LABEL + _BARS + 12, top + 13, number(measured.median)),
        ]
    )


def _text(x: float, y: float, text: str, kind: str = '', anchor: str = 'start') -> str:
    kind = f' class="{kind}"' if kind else ''
    return f'<text{kind} x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'
