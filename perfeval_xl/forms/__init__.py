"""WHAT a sheet says: kinds of form, header aliases (data), locating, flat frames."""
