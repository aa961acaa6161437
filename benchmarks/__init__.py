"""What the promises of speed and size come to on this machine: ``python -m benchmarks [name ...]``."""
