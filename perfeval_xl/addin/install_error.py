"""Why the buttons could not be put in or taken out."""


class InstallError(Exception):
    """One Chinese sentence, and what to do."""
