"""Text and numbers as people type them -> exact values, each with one defined meaning."""
