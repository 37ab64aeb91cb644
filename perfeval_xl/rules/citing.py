"""Where a rule was read: sources and the citations of single rules."""

from __future__ import annotations

from dataclasses import dataclass

UNVERIFIED = "依据待核实"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule was read: a document with its number (文号), article and address."""

    id: str
    document: str
    number: str = ""
    article: str = ""
    url: str = ""
    verified: bool = False
    """True only where the words were seen in a copy published by an authority."""
    note: str = ""

    @property
    def text(self) -> str:
        """As clauses are quoted, e.g. ``《项目支出绩效评价管理办法》(财预〔2020〕10号)``."""
        if not self.number:
            return f"{self.document}{self.article}"
        return f"《{self.document}》（{self.number}）{self.article}"


@dataclass(frozen=True, slots=True)
class Citation:
    """The source of one rule; ``verified`` may be lower than the source's own."""

    source: Source
    verified: bool
    clause: str
    """The source's text, followed by 依据待核实 where it is not verified."""

    @classmethod
    def of(cls, source: Source, verified: bool) -> Citation:
        clause = source.text if verified else f"{source.text}（{UNVERIFIED}）"
        return cls(source, verified, clause)
