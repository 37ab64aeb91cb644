"""Our own workbook templates: specs (data), the builder that makes .xlsx files of them, and the filled samples.

Use :mod:`perfeval_xl.templates.catalog`; ``python -m perfeval_xl.templates build`` rebuilds the files that ship.
"""
