"""The benchmark: python3 dev.py bench. It measures and prints; nothing here is a test."""
