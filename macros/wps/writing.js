// The steps of a plan on the open workbook; their order and meaning are told by perfeval_xl/addin/__init__.py.
"use strict";

const PERFEVAL_GAP = "\n\n";
const PERFEVAL_VISIBLE = -1, PERFEVAL_VERY_HIDDEN = 2, PERFEVAL_NO_FILL = -4142;
const PERFEVAL_ALLOWED = ["AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
  "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting",
  "AllowFiltering", "AllowUsingPivotTables"];

class PerfevalError extends Error {}

function perfevalColor(rgb) {
  // RRGGBB as the number that applications keep: blue, green, red
  return parseInt(rgb.slice(4, 6) + rgb.slice(2, 4) + rgb.slice(0, 2), 16);
}

function perfevalPut(cell, value) {
  if (value === null) cell.ClearContents();
  else if (typeof value === "object") cell.Value2 = Number(value.number);
  else if (typeof value === "string") cell.Value2 = /^[=+\-@']/.test(value) ? "'" + value : value;
  else cell.Value2 = value;
}

function perfevalText(comment) {
  return String(comment.Text()).replace(/\r\n?/g, "\n");
}

function perfevalNote(cell, text) {
  const comment = cell.Comment;
  if (!comment) return void cell.AddComment(text);
  const before = perfevalText(comment);
  comment.Delete();
  cell.AddComment(before + PERFEVAL_GAP + text);
}

function perfevalTakeNote(cell, text) {
  const comment = cell.Comment;
  if (!comment) return;
  const whole = perfevalText(comment), ours = text.replace(/\r\n?/g, "\n"), at = whole.lastIndexOf(ours);
  if (at < 0) return;
  let before = whole.slice(0, at);
  if (before.endsWith(PERFEVAL_GAP)) before = before.slice(0, -PERFEVAL_GAP.length);
  const left = before + whole.slice(at + ours.length);
  comment.Delete();
  if (left.trim()) cell.AddComment(left);
}

function perfevalShow(cell, show) {
  const now = String(cell.NumberFormat);
  if (show === "percent" && !now.endsWith("0.00%")) cell.NumberFormat = "0.00%";
  if (show === "plain" && /%|[ymdhs]/i.test(now.replace(/"[^"]*"|\[[^\]]*\]|General/gi, ""))) cell.NumberFormat = "0.00";
}

function perfevalUnmark(book, plan) {
  for (const step of plan.unmark) {
    const cell = book.Worksheets.Item(step.sheet).Range(step.cell);
    if (step.fill && cell.Interior.Color === perfevalColor(step.fill)) {
      const like = step.like ? book.Worksheets.Item(plan.record).Range(step.like).Interior : null;
      if (like && like.ColorIndex !== PERFEVAL_NO_FILL) cell.Interior.Color = like.Color;
      else cell.Interior.ColorIndex = PERFEVAL_NO_FILL;
    }
    if (step.note) perfevalTakeNote(cell, step.note);
  }
}

function perfevalRestore(book, plan) {
  for (const step of plan.restore) {
    const cell = book.Worksheets.Item(step.sheet).Range(step.cell);
    cell.NumberFormat = step.like ? book.Worksheets.Item(plan.record).Range(step.like).NumberFormat : "General";
    if (!step.formula) perfevalPut(cell, step.value);
    else if (step.array) cell.FormulaArray = "=" + step.formula;
    else cell.Formula = "=" + step.formula;
  }
}

function perfevalDelete(application, sheets) {
  application.DisplayAlerts = false;
  try {
    for (const sheet of sheets) {
      sheet.Visible = PERFEVAL_VISIBLE; // what is very hidden cannot be deleted
      sheet.Delete();
    }
  } finally {
    application.DisplayAlerts = true;
  }
}

function perfevalLastRow(sheet) {
  return sheet.UsedRange.Row + sheet.UsedRange.Rows.Count - 1;
}

function perfevalCarry(source, target) {
  // formulas look at the cells of their new row
  source.Copy(target);
  source.UnMerge();
  source.ClearContents();
  source.ClearComments();
}

function perfevalRemarks(mine, sheet) {
  // what stands right of ours goes with its row, by way of rows below all others: one may go where another stood
  if (!sheet.moves.length) return;
  const used = mine.UsedRange, free = perfevalLastRow(mine) + 1;
  const last = Math.max(used.Column + used.Columns.Count - 1, sheet.columns + 1);
  const beside = (row) => mine.Range(`${perfevalColumn(sheet.columns + 1)}${row}:${perfevalColumn(last)}${row}`);
  sheet.moves.forEach(([row], number) => {
    for (let column = sheet.columns + 1; column <= last; column++) {
      const area = mine.Cells.Item(row + 1, column).MergeArea;
      if (area.Rows.Count > 1) area.UnMerge(); // no part of a merge can be carried
    }
    perfevalCarry(beside(row + 1), beside(free + number));
  });
  sheet.moves.forEach(([, to], number) => {
    perfevalCarry(beside(free + number), beside(to + 1));
    beside(free + number).Clear();
  });
}

function perfevalRefill(mine, page, sheet) {
  // the sheet itself stays: people's formulas, names and charts point at it
  if (sheet.shift) { // a person deleted columns of ours: what stands right of them makes room
    mine.Range(`${perfevalColumn(sheet.columns - sheet.shift + 1)}:${perfevalColumn(sheet.columns)}`).Insert();
  }
  const columns = "A:" + perfevalColumn(sheet.columns), last = Math.max(perfevalLastRow(mine), perfevalLastRow(page));
  mine.AutoFilterMode = false;
  mine.UsedRange.EntireRow.Hidden = false;
  perfevalRemarks(mine, sheet);
  mine.Range(columns).UnMerge();
  mine.Range(columns).Clear();
  page.Range(columns).Copy(mine.Range(columns)); // whole columns bring their widths
  if (sheet.visibility === "visible") {
    for (let row = 1; row <= last; row++) mine.Range("A" + row).RowHeight = page.Range("A" + row).RowHeight;
  }
  if (page.AutoFilterMode) mine.Range(page.AutoFilter.Range.Address(false, false)).AutoFilter(1);
}

function perfevalAdopt(application, book, plan) {
  if (!plan.sheets.length) return;
  const source = application.Workbooks.Open(plan.vehicle, 0, true), passing = [];
  try {
    for (const sheet of plan.sheets) {
      source.Worksheets.Item(sheet.name).Copy(null, book.Worksheets.Item(book.Worksheets.Count));
      if (!sheet.into) continue;
      const page = book.Worksheets.Item(book.Worksheets.Count);
      passing.push(page);
      perfevalRefill(book.Worksheets.Item(sheet.into), page, sheet);
    }
  } finally {
    perfevalDelete(application, passing);
    source.Close(false);
  }
  for (const sheet of plan.sheets) {
    const page = book.Worksheets.Item(sheet.into || sheet.name);
    for (const [cell, text] of Object.entries(sheet.formulas)) page.Range(cell).Formula = "=" + text;
    if (sheet.visibility !== "visible") page.Visible = PERFEVAL_VERY_HIDDEN;
  }
}

function perfevalMark(book, marks) {
  for (const mark of marks) {
    const cell = book.Worksheets.Item(mark.sheet).Range(mark.cell);
    if (mark.fill) cell.Interior.Color = perfevalColor(mark.fill);
    if (mark.text) perfevalNote(cell, mark.text);
  }
}

function perfevalLift(book, names) {
  // protection without a password is lifted, and given back by the returned functions; with one nothing is written
  const back = [];
  for (const name of names) {
    const sheet = book.Worksheets.Item(name);
    if (!sheet.ProtectContents) continue;
    const allowed = PERFEVAL_ALLOWED.map((one) => Boolean(sheet.Protection && sheet.Protection[one]));
    const drawings = sheet.ProtectDrawingObjects, scenarios = sheet.ProtectScenarios;
    try { sheet.Unprotect(""); } catch (error) { /* a password: told below */ }
    if (sheet.ProtectContents) {
      back.forEach((one) => one());
      throw new PerfevalError(`工作表“${name}”有密码保护，不能写入。\n处理办法：请在“审阅”中撤销工作表保护，再按按钮。`);
    }
    back.push(() => sheet.Protect("", drawings, true, scenarios, false, ...allowed));
  }
  return back;
}

function perfevalCarryOut(application, book, plan) {
  const back = perfevalLift(book, plan.touched), shown = book.ActiveSheet;
  application.ScreenUpdating = false;
  try {
    perfevalUnmark(book, plan);
    perfevalRestore(book, plan);
    perfevalDelete(application, plan.remove.map((name) => book.Worksheets.Item(name)));
    for (const edit of plan.edits) {
      const cell = book.Worksheets.Item(edit.sheet).Range(edit.cell);
      perfevalPut(cell, edit.value);
      perfevalShow(cell, edit.show);
    }
    perfevalAdopt(application, book, plan);
    perfevalMark(book, plan.marks);
  } finally {
    try { shown.Activate(); } catch (error) { /* a sheet of ours that is gone */ }
    application.ScreenUpdating = true;
    back.forEach((one) => one());
  }
}
