"""An open document: what stands in the way of writing, a copy for the program, and all writes as one undo entry."""

import re
import zipfile
from contextlib import contextmanager
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

from perfeval_office.adopting import adopt, unrecorded
from perfeval_office.failing import ButtonError
from perfeval_office.refilling import refill
from perfeval_office.steps import Steps

_XLSX = "Calc MS Excel 2007 XML"
_PASSWORD = re.compile(rb"<sheetProtection\b[^>]*\b(?:password|hashValue)=")


class Book:
    """A spreadsheet document."""

    def __init__(self, desktop, document):
        self.desktop, self.document = desktop, document

    @property
    def name(self):
        """The name in the title bar."""
        return Path(self.path).name if self.path else self.document.Title

    @property
    def path(self):
        """Where it lies on this machine; empty where it was never saved or lies elsewhere."""
        url = self.document.URL
        return uno.fileUrlToSystemPath(url) if url.startswith("file:") else ""

    @property
    def encrypted(self):
        """Whether the file has a password to open it: no readable copy of it may be left lying about."""
        return any(one.Name in ("EncryptionData", "Password") and one.Value for one in self.document.Args)

    def refuse(self):
        """Raise what forbids writing; UNO itself would write regardless."""
        if self.document.isReadonly():
            raise ButtonError(
                "工作簿以只读方式打开，写入的结果无法保存。\n处理办法：请另存为一份新文件（或关闭其他打开它的程序后重新打开），再按按钮。"
            )
        if self.document.isProtected():
            raise ButtonError(
                "工作簿的结构受保护，不能添加“评分结果”等工作表。\n处理办法：请在“工具”菜单中取消“保护电子表格结构”，再按按钮。"
            )

    def copy_to(self, path):
        """Save the document as it is now, unsaved changes included; it keeps its name and its unsaved state."""
        value = PropertyValue()
        value.Name, value.Value = "FilterName", _XLSX
        try:
            self.document.storeToURL(uno.systemPathToFileUrl(str(path)), (value,))
        except Exception as error:
            raise ButtonError(
                f"无法保存工作簿的临时副本（{_said(error)}）。\n处理办法：请检查磁盘空间后重试，或先另存为 .xlsx。"
            ) from error

    def carry_out(self, plan, copy, title):
        """Do the steps of a plan under one title in the undo list; if one fails, everything is as it was."""
        locked = [name for name in plan["touched"] if self.document.Sheets.getByName(name).isProtected()]
        for name in locked:
            if _has_password(copy, self._position(name)):
                raise ButtonError(f"工作表“{name}”有密码保护，不能写入。\n处理办法：请撤销工作表保护，再按按钮。")
        try:
            with self._one_entry(title), self._lifted(locked):
                self._write(plan)
        except Exception as error:
            raise ButtonError(
                f"写入工作簿时出错，已全部撤回（{_said(error)}）。\n处理办法：请保存并重新打开后重试。"
            ) from error

    def _write(self, plan):
        steps = Steps(self.document)
        steps.unmark(plan["unmark"], plan["record"])
        steps.restore(plan["restore"], plan["record"])
        steps.remove(plan["remove"])
        steps.write(plan["edits"])
        self._bring(plan)
        steps.mark(plan["marks"])

    def _bring(self, plan):
        """Our sheets: new ones come first, for the record is filled again with references to them."""
        for bring, there in ((adopt, False), (refill, True)):
            sheets = [sheet for sheet in plan["sheets"] if bool(sheet["into"]) is there]
            if sheets:
                bring(self.desktop, self.document, Path(plan["vehicle"]).read_bytes(), sheets)

    @contextmanager
    def _one_entry(self, title):
        """All writes are one entry of the undo list; an error takes them back."""
        undo, modified = self.document.UndoManager, self.document.isModified()
        before = len(undo.getAllUndoActionTitles())
        undo.enterUndoContext(title)
        self.document.lockControllers()
        self.document.addActionLock()
        failed = True
        try:
            yield
            failed = False
        finally:
            self.document.removeActionLock()
            self.document.unlockControllers()
            undo.leaveUndoContext()
            if failed and len(undo.getAllUndoActionTitles()) > before:
                undo.undo()
                undo.clearRedo()
                self.document.setModified(modified)

    @contextmanager
    def _lifted(self, names):
        """Without the protection (no password) of some sheets; what it allows is kept by LibreOffice.

        Not in the undo list, which works on protected cells too: so a failure cannot leave a sheet unprotected.
        """
        sheets = [self.document.Sheets.getByName(name) for name in names]
        for sheet in sheets:
            with unrecorded(self.document):
                sheet.unprotect("")
        try:
            yield
        finally:
            for sheet in sheets:
                with unrecorded(self.document):
                    sheet.protect("")

    def _position(self, name):
        return self.document.Sheets.ElementNames.index(name)


def _has_password(copy, number):
    """Whether a sheet's protection asks for one, as the copy (written by LibreOffice: sheet1.xml is the first) says."""
    with zipfile.ZipFile(copy) as package:
        return _PASSWORD.search(package.read(f"xl/worksheets/sheet{number + 1}.xml")) is not None


def _said(error):
    lines = str(getattr(error, "Message", "") or error).strip().splitlines()
    return f"{type(error).__name__}：{lines[0][:120]}" if lines else type(error).__name__
