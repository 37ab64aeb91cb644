"""What can go wrong with a template, told in one Chinese sentence."""

from __future__ import annotations


class TemplateError(ValueError):
    """An unknown template, a field that a template does not have, or a spec or sample that is not well formed."""
