"""The record (very hidden sheet ``_perfeval``) of what we wrote, and the writing of cells that it records."""
