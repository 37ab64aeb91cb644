// The open workbook as plain cells: what the local program needs to read it as it reads a file.
"use strict";

function perfevalGrid(value, rows, columns) {
  // one cell comes as a plain value, more as an array of rows
  if (rows === 1 && columns === 1 && !Array.isArray(value)) return [[value]];
  return value;
}

function perfevalColumn(number) {
  let name = "";
  for (let left = number; left > 0; left = Math.floor((left - 1) / 26)) {
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  }
  return name;
}

function perfevalMerges(sheet, used) {
  const merges = new Set();
  if (used.MergeCells === false) return [];
  for (let row = used.Row; row < used.Row + used.Rows.Count; row++) {
    for (let column = used.Column; column < used.Column + used.Columns.Count; column++) {
      const cell = sheet.Cells.Item(row, column);
      if (cell.MergeCells) merges.add(cell.MergeArea.Address(false, false));
    }
  }
  return [...merges];
}

function perfevalCell(sheet, address, value, formula) {
  // [address, value, formula or null, number format or null]
  const calculated = typeof formula === "string" && formula.startsWith("=") && formula !== value;
  const text = calculated ? formula.slice(1) : null;
  if (typeof value === "number") {
    const shown = String(sheet.Range(address).Text);
    if (shown.startsWith("#") && !/^#+$/.test(shown)) return [address, { error: shown }, text, null];
    return [address, value, text, String(sheet.Range(address).NumberFormat)];
  }
  if (typeof value === "string" || typeof value === "boolean") return [address, value, text, null];
  if (value === null || value === undefined) return text === null ? null : [address, "", text, null];
  return [address, { error: String(sheet.Range(address).Text) }, text, null];
}

function perfevalSheet(sheet) {
  const used = sheet.UsedRange;
  const rows = used.Rows.Count, columns = used.Columns.Count;
  const values = perfevalGrid(used.Value2, rows, columns);
  const formulas = perfevalGrid(used.Formula, rows, columns);
  const cells = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const address = perfevalColumn(used.Column + column) + (used.Row + row);
      const cell = perfevalCell(sheet, address, values[row][column], formulas[row][column]);
      if (cell !== null) cells.push(cell);
    }
  }
  return { name: sheet.Name, visible: sheet.Visible === -1 || sheet.Visible === true, cells, merges: perfevalMerges(sheet, used) };
}

function perfevalNames(book) {
  const names = {};
  for (let number = 1; number <= book.Names.Count; number++) {
    const one = book.Names.Item(number);
    names[one.Name] = String(one.RefersTo);
  }
  return names;
}

function perfevalSnapshot(book) {
  const sheets = [];
  for (let number = 1; number <= book.Worksheets.Count; number++) sheets.push(perfevalSheet(book.Worksheets.Item(number)));
  return { name: book.Name, sheets, names: perfevalNames(book) };
}
