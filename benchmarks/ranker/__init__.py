"""Trains the ranker: `make ranker`, or `python -m benchmarks.ranker`."""
