"""Deterministic Chinese drafts from a scored form; every number in them comes from the result."""
