"""Readers: one module a source format; bytes in, source text out."""
