// WPS as the add-in sees it: jsdom loads the add-in's page from the real server, and a workbook in memory stands in for
// the program. Reads a job as JSON from stdin: {url, sheets, names, presses, between, answer, flags, python}; prints what
// came of it. `between` is done behind the first press, as a person would: [[what, sheet, ...], ...]. A deleted sheet
// leaves #REF! in formulas and names, as in the program.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";

const require = createRequire(process.env.PERFEVAL_NODE_MODULES + "/");
const { JSDOM } = require("jsdom");
const job = JSON.parse(readFileSync(0, "utf8"));
const said = [], log = [];

function place(address) {
  const [, letters, row] = /^([A-Z]+)([0-9]+)$/.exec(address);
  return [Number(row), [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0)];
}
function address(row, column) {
  let name = "";
  for (; column > 0; column = Math.floor((column - 1) / 26)) name = String.fromCharCode(65 + ((column - 1) % 26)) + name;
  return name + row;
}

class Cell {
  constructor(sheet, at) { this.sheet = sheet; this.at = at; this.interior = { ColorIndex: -4142, Color: 0xffffff }; this.Comment = null; this.value = null; this.format = "General"; this.formula = null; this.look = ""; this.checked = false; }
  guard() { if (this.sheet.ProtectContents) throw new Error("1004 protected"); }
  get Value2() { return this.value !== null && typeof this.value === "object" ? -2146826281 : this.value; }
  set Value2(value) {
    this.guard(); this.formula = null;
    if (typeof value === "string" && value.startsWith("=")) throw new Error("a text became a formula");
    this.value = typeof value === "string" && value.startsWith("'") ? value.slice(1) : value;
  }
  get Formula() { return this.formula === null ? this.value ?? "" : "=" + this.formula; }
  set Formula(text) { this.guard(); this.formula = text.slice(1); }
  get Text() { return this.value !== null && typeof this.value === "object" ? this.value.error : String(this.value ?? ""); }
  get NumberFormat() { return this.format; }
  set NumberFormat(format) { this.guard(); this.format = format; }
  get Interior() {
    const cell = this;
    return { get Color() { return cell.interior.Color; }, set Color(color) { cell.guard(); cell.interior = { ColorIndex: 1, Color: color }; },
      get ColorIndex() { return cell.interior.ColorIndex; }, set ColorIndex(number) { cell.guard(); cell.interior = { ColorIndex: number, Color: 0xffffff }; } };
  }
  get MergeArea() {
    const merge = this.sheet.covered.get(this.at), [first, last] = (merge ?? `${this.at}:${this.at}`).split(":").map(place);
    return { Address: () => merge, Rows: { Count: last[0] - first[0] + 1 }, UnMerge: () => { this.guard(); this.sheet.merge(this.sheet.merges.filter((one) => one !== merge)); } };
  }
  get MergeCells() { return this.sheet.covered.has(this.at); }
  AddComment(text) { this.guard(); if (this.Comment) throw new Error("there is one"); const cell = this; this.Comment = { Text: () => text, Delete() { cell.Comment = null; } }; }
  ClearContents() { this.guard(); this.value = null; this.formula = null; }
  Select() { log.push(`select ${this.sheet.Name}!${this.at}`); }
  get RowHeight() { return this.sheet.heights.get(place(this.at)[0]) ?? 19; }
  set RowHeight(points) { this.guard(); this.sheet.heights.set(place(this.at)[0], points); }
  empty() { Object.assign(this, { value: null, formula: null, format: "General", interior: { ColorIndex: -4142, Color: 0xffffff }, look: "", checked: false, Comment: null }); }
}

const column = (letters) => place(letters + 1)[1];

class Area {
  // whole columns, or a block of cells
  constructor(sheet, at) {
    this.sheet = sheet; this.at = at;
    const [first, last] = at.split(":");
    [this.top, this.left] = /[0-9]/.test(first) ? place(first) : [1, column(first)];
    [this.bottom, this.right] = /[0-9]/.test(last) ? place(last) : [Infinity, column(last)];
  }
  covers(at) { const [row, c] = place(at); return row >= this.top && row <= this.bottom && c >= this.left && c <= this.right; }
  get cells() { return [...this.sheet.cells.values()].filter((cell) => this.covers(cell.at)); }
  get merges() { return this.sheet.merges.filter((one) => this.covers(one.split(":")[0])); }
  guard() { if (this.sheet.ProtectContents) throw new Error("1004 protected"); }
  whole() {
    const met = this.sheet.merges.filter((one) => { const [first, last] = one.split(":").map(place); return first[0] <= this.bottom && last[0] >= this.top && first[1] <= this.right && last[1] >= this.left; });
    if (met.some((one) => !one.split(":").every((at) => this.covers(at)))) throw new Error("1004 part of a merge");
  }
  UnMerge() { this.guard(); const mine = this.merges; this.sheet.merge(this.sheet.merges.filter((one) => !mine.includes(one))); }
  Clear() { this.guard(); this.whole(); for (const cell of this.cells) cell.empty(); this.UnMerge(); }
  ClearContents() { this.guard(); this.whole(); for (const cell of this.cells) cell.ClearContents(); }
  ClearComments() { this.guard(); for (const cell of this.cells) cell.Comment = null; }
  Copy(there) {
    there.guard();
    if (there.sheet.book !== this.sheet.book) throw new Error("links to another workbook would come along");
    if (there.bottom - there.top !== this.bottom - this.top && this.bottom !== Infinity || there.right - there.left !== this.right - this.left) throw new Error("1004 not of one shape");
    if (this.bottom !== Infinity) this.whole();
    const down = there.top - this.top, across = there.left - this.left;
    const to = (at) => { const [row, c] = place(at); return address(row + down, c + across); };
    const turned = (formula) => formula?.replace(/(?<![$A-Z!'])([A-Z]+)([0-9]+)/g, (all) => to(all)) ?? null;
    if (this.bottom !== Infinity) for (const cell of there.cells) cell.empty();
    for (const cell of this.cells) { const { value, formula, format, interior, look, Comment } = cell; Object.assign(there.sheet.Range(to(cell.at)), { value, formula: turned(formula), format, interior: { ...interior }, look, ...(this.bottom === Infinity ? {} : { Comment }) }); }
    there.sheet.merge([...there.sheet.merges, ...this.merges.map((one) => one.split(":").map(to).join(":"))]);
    if (this.bottom === Infinity) for (const [letters, width] of this.sheet.widths) there.sheet.widths.set(letters, width);
  }
  Insert() {
    this.guard();
    if (this.bottom !== Infinity) throw new Error("whole columns only");
    const count = this.right - this.left + 1, cells = [...this.sheet.cells.values()];
    const to = (at) => { const [row, c] = place(at); return address(row, c < this.left ? c : c + count); };
    this.sheet.cells = new Map(cells.map((cell) => { cell.at = to(cell.at); return [cell.at, cell]; }));
    this.sheet.merge(this.sheet.merges.map((one) => one.split(":").map(to).join(":")));
  }
  AutoFilter(field) { this.guard(); if (field !== 1) throw new Error("1004 no such field"); this.sheet.filter = this.at; }
}

class Sheet {
  constructor(book, given) {
    this.book = book; this.Name = given.name; this.Visible = given.visible === false ? 2 : -1; this.cells = new Map();
    this.heights = new Map(Object.entries(given.heights ?? {}).map(([row, height]) => [Number(row), height])); this.widths = new Map(Object.entries(given.widths ?? {}));
    this.hidden = new Set(); this.filter = given.filter ?? null;
    this.ProtectContents = false; this.password = given.password ?? ""; this.Protection = { AllowFormattingCells: true };
    this.merge(given.merges ?? []);
    for (const [at, value, formula, format] of given.cells ?? []) Object.assign(this.Range(at), { value, formula, format: format ?? "General" });
    for (const [at, look] of Object.entries(given.looks ?? {})) this.Range(at).look = look;
    this.ProtectContents = given.protected === true;
  }
  merge(merges) {
    this.merges = merges; this.covered = new Map();
    for (const merge of merges) {
      const [[top, left], [bottom, right]] = merge.split(":").map(place);
      for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) this.covered.set(address(row, column), merge);
    }
  }
  Range(at) { if (at.includes(":")) return new Area(this, at); if (!this.cells.has(at)) this.cells.set(at, new Cell(this, at)); return this.cells.get(at); }
  get Cells() { return { Item: (row, column) => this.Range(address(row, column)) }; }
  get UsedRange() {
    const places = [...this.cells.keys(), ...this.covered.keys()].map(place);
    const rows = Math.max(1, ...places.map((one) => one[0])), columns = Math.max(1, ...places.map((one) => one[1]));
    const grid = (field) => Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => this.Range(address(r + 1, c + 1))[field]));
    const sheet = this, entire = { set Hidden(value) { if (sheet.ProtectContents) throw new Error("1004 protected"); if (value === false) sheet.hidden.clear(); } };
    return { Row: 1, Column: 1, EntireRow: entire, Rows: { Count: rows }, Columns: { Count: columns }, Value2: grid("Value2"), Formula: grid("Formula"), MergeCells: this.merges.length ? null : false };
  }
  Unprotect(password) { if (password !== this.password) throw new Error("wrong password"); this.ProtectContents = false; }
  Protect(...given) { log.push(`protect ${this.Name} ${given[5]}`); this.ProtectContents = true; }
  get AutoFilterMode() { return this.filter !== null; }
  set AutoFilterMode(value) { if (value !== false) throw new Error("1004 it only goes off this way"); if (this.ProtectContents) throw new Error("1004 protected"); this.filter = null; }
  get AutoFilter() { return { Range: { Address: (row, column) => { if (row !== false || column !== false) throw new Error("with $"); return this.filter; } } }; }
  Activate() { if (!this.book.sheets.includes(this) || this.Visible !== -1) throw new Error("1004 cannot be activated"); this.book.ActiveSheet = this; log.push(`activate ${this.Name}`); }
  Delete() {
    if (this.Visible === 2) throw new Error("very hidden");
    if (application.DisplayAlerts) throw new Error("the person would be asked");
    this.book.sheets.splice(this.book.sheets.indexOf(this), 1);
    if (this.book.ActiveSheet === this) this.book.ActiveSheet = this.book.sheets[0];
    log.push(`delete ${this.Name}`);
    for (const sheet of this.book.sheets) for (const cell of sheet.cells.values()) if (cell.formula !== null) cell.formula = this.lost(cell.formula);
    for (const [name, text] of Object.entries(this.book.names)) this.book.names[name] = this.lost(text);
  }
  lost(formula) { return formula.replace(/'([^']+)'!|([^\s=+*,()!'&]+)!/g, (all, quoted, plain) => (quoted ?? plain) === this.Name ? "#REF!" : all); }
  Copy(_before, after) {
    const there = after.book;
    let name = this.Name;
    for (let number = 2; there.sheets.some((one) => one.Name === name); number++) name = `${this.Name} (${number})`;
    const copy = new Sheet(there, { name, merges: [...this.merges], heights: Object.fromEntries(this.heights), widths: Object.fromEntries(this.widths), filter: this.filter });
    for (const [at, { value, formula, format, interior, look }] of this.cells) Object.assign(copy.Range(at), { value, formula, format, interior: { ...interior }, look });
    there.sheets.push(copy); there.ActiveSheet = copy; log.push(`copy ${this.Name}`);
  }
}

class Book {
  constructor(given) { this.sheets = []; this.Name = given.name; this.Path = given.path ?? ""; this.ReadOnly = false; this.ProtectStructure = false; this.names = given.names ?? {}; for (const one of given.sheets) this.sheets.push(new Sheet(this, one)); this.ActiveSheet = this.sheets[0]; Object.assign(this, given.flags ?? {}); }
  get Worksheets() {
    const sheets = this.sheets;
    return { get Count() { return sheets.length; }, Item(key) { const found = typeof key === "number" ? sheets[key - 1] : sheets.find((one) => one.Name === key); if (!found) throw new Error(`no sheet ${key}`); return found; } };
  }
  get Names() { const all = Object.entries(this.names); return { Count: all.length, Item: (n) => ({ Name: all[n - 1][0], RefersTo: all[n - 1][1] }) }; }
  SaveCopyAs(path) { log.push(`copy as ${path}`); if (job.full) throw new Error("disk full"); }
  Close() { log.push("closed"); }
}

const book = new Book(job);
const statuses = [];
const application = {
  ActiveWorkbook: book, ScreenUpdating: true, DisplayAlerts: true,
  set StatusBar(text) { statuses.push(text); },
  Workbooks: { Open(path) { return new Book({ name: path, ...JSON.parse(execFileSync(job.python, ["-m", "tests.support.told", path], { maxBuffer: 1 << 28 })) }); } },
};
const page = await JSDOM.fromURL(job.url, { runScripts: "dangerously", resources: "usable" });
await new Promise((done) => page.window.addEventListener("load", done));
const origin = new URL(job.url).origin;
Object.assign(page.window, {
  Application: application, alert: (text) => said.push(text), confirm: (text) => { said.push(text); return job.answer === true; },
  fetch: (target, given) => fetch(new URL(target, job.url), { ...given, headers: { ...given.headers, Origin: job.origin ?? origin } }),
});
const ribbon = new page.window.DOMParser().parseFromString(await (await fetch(new URL("ribbon.xml", job.url))).text(), "text/xml");
const done = [];
const person = {
  type(sheet, at, value) { Object.assign(sheet.Range(at), typeof value === "string" && value.startsWith("=") ? { value: null, formula: value.slice(1) } : { value, formula: null }); },
  note(sheet, at, text) { sheet.Range(at).AddComment(text); },
  merge(sheet, area) { sheet.merge([...sheet.merges, area]); },
  add(name) { book.sheets.push(new Sheet(book, { name })); },
  rename(sheet, name) { for (const one of book.sheets) for (const cell of one.cells.values()) if (cell.formula !== null) cell.formula = cell.formula.replaceAll(`'${sheet.Name}'!`, `'${name}'!`).replaceAll(`${sheet.Name}!`, `${name}!`); sheet.Name = name; },
  move(sheet, to) { book.sheets.splice(book.sheets.indexOf(sheet), 1); book.sheets.splice(to, 0, sheet); },
  hide(sheet) { sheet.Visible = 0; },
  protect(sheet) { sheet.ProtectContents = true; },
  activate(sheet) { book.ActiveSheet = sheet; },
  muddle(sheet, row) {
    sheet.merge([...sheet.merges.slice(1), `B${row}:D${row}`]); sheet.Range("C2").Comment = { Text: () => "看过" };
    sheet.Range("A3").checked = true; sheet.Range("A3").look = "odd"; sheet.heights.set(5, 200); sheet.widths.set("B", 1); sheet.hidden.add(4); sheet.filter = "A1:B9";
  },
};
for (const id of job.presses) {
  if (done.length === 1) for (const [what, name, ...rest] of job.between ?? []) person[what](what === "add" ? name : book.Worksheets.Item(name), ...rest);
  const button = ribbon.querySelector(`[id="${id}"]`);
  done.push(await page.window[button.getAttribute("onAction")]({ Id: id }));
}
const image = await fetch(new URL(page.window[ribbon.querySelector("button").getAttribute("getImage")]({ Id: job.presses[0] }), job.url));
const cells = {};
for (const sheet of book.sheets) {
  for (const [at, cell] of sheet.cells) {
    if (cell.value !== null || cell.formula !== null || cell.Comment) {
      cells[`${sheet.Name}!${at}`] = [cell.formula === null ? cell.value : "=" + cell.formula, cell.interior.ColorIndex === -4142 ? "" : cell.interior.Color.toString(16), cell.Comment ? cell.Comment.Text() : "", cell.format];
    }
  }
}
const pages = Object.fromEntries(book.sheets.map((one) => [one.Name, { merges: [...one.merges].sort(), filter: one.filter, hidden: [...one.hidden], widths: Object.fromEntries(one.widths),
  heights: Array.from({ length: 60 }, (_, row) => one.heights.get(row + 1) ?? 19), looks: Object.fromEntries([...one.cells.values()].filter((cell) => cell.look || cell.checked).map((cell) => [cell.at, cell.look + (cell.checked ? " checked" : "")])) }]));
const told = JSON.stringify({ pages, names: book.names, active: book.ActiveSheet.Name, done, said, log, statuses, cells, image: image.status, sheets: book.sheets.map((one) => [one.Name, one.Visible, one.ProtectContents]) });
process.stdout.write(told, () => process.exit(0));
