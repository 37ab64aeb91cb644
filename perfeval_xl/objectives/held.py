"""What the forms of one workbook are held against where ``perfeval.toml`` names it, and what is to be said of that."""

from __future__ import annotations

from dataclasses import dataclass

from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.objectives.register import NO_OBJECTIVES, Register

PLACE_UNUSABLE = IssueKind(
    code="GOAL-10",
    severity=Severity.WARNING,
    title="指定的绩效目标不能用",
    message="没有与绩效目标核对：“{file}”指定的绩效目标“{place}”{detail}",
    remedy="请改正 perfeval.toml 里的 goals（从该文件所在的文件夹算起），或用 --goals 指定绩效目标",
)
FILES_UNREAD = IssueKind(
    code="GOAL-11",
    severity=Severity.HINT,
    title="有的绩效目标文件没有读到",
    message="“{file}”指定的绩效目标里有{count}个没有读到（{which}），没有用来核对",
    remedy="请打开这些文件看看，另存为 .xlsx 后再核对一次；不是绩效目标的请移出",
)


@dataclass(frozen=True)
class Held:
    """The objectives of one workbook's forms."""

    register: Register = NO_OBJECTIVES
    issues: tuple[Issue, ...] = ()
    """Why there are none, or not all."""


NOTHING_HELD = Held()
