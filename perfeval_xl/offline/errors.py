"""Why an offline kit could not be made."""


class KitError(Exception):
    """One Chinese sentence, and what to do."""
