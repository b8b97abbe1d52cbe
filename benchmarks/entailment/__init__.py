"""Trains what tells whether a claim follows from its evidence: `python -m benchmarks.entailment`."""
