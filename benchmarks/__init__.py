"""Benchmarks: node_http beside real Node, and beside what a Python user would pick instead.

- `python -m benchmarks` measures whole programs over real sockets: `workloads.py` is the table of what is measured and
  what is aimed at, `measures.py` how one run is done.
- `python -m benchmarks.layer` measures our layer alone, in one process, without sockets.
- `python -m benchmarks.page` writes the page of the documentation from the results that are kept.

What is compared is CPU time per unit of work, not requests per second: a request that costs half is worth the same on a
slow machine and on a busy one. Programs that are compared run in turn, again and again, in processes of their own; each
round gives one ratio, and the median of these ratios is the result. So what drifts (clock, temperature, neighbours)
meets both sides.
"""
