"""Trains the bundled language model to judge: `make judge`, or `python -m benchmarks.judge`."""
