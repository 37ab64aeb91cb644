// WPS as the add-in sees it: jsdom loads the add-in's page from the real server, and a workbook in memory stands in for
// the program. Reads a job as JSON from stdin: {url, sheets, names, presses, answer, flags}; prints what came of it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

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
  constructor(sheet, at) { this.sheet = sheet; this.at = at; this.interior = { ColorIndex: -4142, Color: 0xffffff }; this.Comment = null; this.value = null; this.format = "General"; this.formula = null; }
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
  get MergeArea() { return { Address: () => this.sheet.merges.find((one) => one.startsWith(this.at + ":")) ?? this.sheet.covered.get(this.at) }; }
  get MergeCells() { return this.sheet.covered.has(this.at); }
  AddComment(text) { this.guard(); if (this.Comment) throw new Error("there is one"); const cell = this; this.Comment = { Text: () => text, Delete() { cell.Comment = null; } }; }
  ClearContents() { this.guard(); this.value = null; this.formula = null; }
  Select() { log.push(`select ${this.sheet.Name}!${this.at}`); }
}

class Sheet {
  constructor(book, given) {
    this.book = book; this.Name = given.name; this.Visible = given.visible === false ? 2 : -1; this.merges = given.merges ?? []; this.cells = new Map(); this.covered = new Map();
    this.ProtectContents = false; this.password = given.password ?? ""; this.Protection = { AllowFormattingCells: true };
    for (const merge of this.merges) {
      const [[top, left], [bottom, right]] = merge.split(":").map(place);
      for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) this.covered.set(address(row, column), merge);
    }
    for (const [at, value, formula, format] of given.cells ?? []) Object.assign(this.Range(at), { value, formula, format: format ?? "General" });
    this.ProtectContents = given.protected === true;
  }
  Range(at) { if (!this.cells.has(at)) this.cells.set(at, new Cell(this, at)); return this.cells.get(at); }
  get Cells() { return { Item: (row, column) => this.Range(address(row, column)) }; }
  get UsedRange() {
    const places = [...this.cells.keys(), ...this.covered.keys()].map(place);
    const rows = Math.max(1, ...places.map((one) => one[0])), columns = Math.max(1, ...places.map((one) => one[1]));
    const grid = (field) => Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => this.Range(address(r + 1, c + 1))[field]));
    return { Row: 1, Column: 1, Rows: { Count: rows }, Columns: { Count: columns }, Value2: grid("Value2"), Formula: grid("Formula"), MergeCells: this.merges.length ? null : false };
  }
  Unprotect(password) { if (password !== this.password) throw new Error("wrong password"); this.ProtectContents = false; }
  Protect(...given) { log.push(`protect ${this.Name} ${given[5]}`); this.ProtectContents = true; }
  Activate() { log.push(`activate ${this.Name}`); }
  Delete() { if (this.Visible === 2) throw new Error("very hidden"); this.book.sheets.splice(this.book.sheets.indexOf(this), 1); }
  Copy(_before, after) { after.book.sheets.push(new Sheet(after.book, { name: this.Name })); log.push(`copy ${this.Name}`); }
}

class Book {
  constructor(given) { this.sheets = []; this.Name = given.name; this.Path = given.path ?? ""; this.ReadOnly = false; this.ProtectStructure = false; this.names = given.names ?? {}; for (const one of given.sheets) this.sheets.push(new Sheet(this, one)); Object.assign(this, given.flags ?? {}); }
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
  Workbooks: { Open(path) { readFileSync(path); return new Book({ name: path, sheets: job.vehicle_sheets.map((name) => ({ name, visible: true })) }); } },
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
for (const id of job.presses) {
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
console.log(JSON.stringify({ done, said, log, statuses, cells, image: image.status, sheets: book.sheets.map((one) => [one.Name, one.Visible, one.ProtectContents]) }));
process.exit(0);
