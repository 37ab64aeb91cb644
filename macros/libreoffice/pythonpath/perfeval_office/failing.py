"""What a command fails with: one Chinese sentence, and what to do."""


class ButtonError(Exception):
    """A command cannot go on; the text says to a clerk why, and what to do."""
