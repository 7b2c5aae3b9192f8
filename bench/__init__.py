"""Benches: figures of one run, printed as ratios against a floor measured beside them."""
