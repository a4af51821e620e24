"""Measurements of this machine: our way and another one, side by side in one run. See docs/benchmarks.md."""
