"""TXT-07: a form to be published holds no mobile or ID numbers; the message shows them masked.

Worked example: 联系人电话 13812345678 in a cell: 手机号138****5678, a warning. An ID number counts with its check
digit.
"""

from collections.abc import Iterator

from perfeval_xl.checks.book import Book, check
from perfeval_xl.issues import Issue, IssueKind, Severity
from perfeval_xl.values.privacy import find_personal

KIND = IssueKind(
    code="TXT-07",
    severity=Severity.WARNING,
    title="公开的材料里有个人信息",
    message="这里有{what}（{masked}），公开前应当删去",
    remedy="绩效自评结果要向社会公开，请删去个人的手机号和身份证号，或只留办公电话",
)


@check
def no_personal_data(book: Book) -> Iterator[Issue]:
    for sheet, cell, text in book.texts():
        for personal in find_personal(text):
            yield KIND.at(sheet, cell, what=personal.kind, masked=personal.masked)
