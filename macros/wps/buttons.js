// The buttons: ask the local program (perfeval serve) for a plan, carry it out, say what came of it.
"use strict";

const PERFEVAL_COMMANDS = {
  PerfevalScoreButton: "score", PerfevalCheckButton: "check", PerfevalReportButton: "report",
  PerfevalClearButton: "clear", PerfevalAboutButton: "about",
};
const PERFEVAL_NAMES = { score: "评分", check: "检查", report: "生成报告", clear: "清除标记", about: "帮助/关于" };
const PERFEVAL_STEPS = ["unmark", "restore", "remove", "edits", "sheets", "marks"];

function OnAddinLoad() { return true; }

function GetImage(control) { return "icons/" + PERFEVAL_COMMANDS[control.Id] + "_26.png"; }

function OnAction(control) {
  const command = PERFEVAL_COMMANDS[control.Id];
  return command ? perfevalPress(command) : Promise.resolve(false);
}

async function perfevalPress(command) {
  const application = window.Application;
  let message;
  try {
    application.StatusBar = `绩效自评：正在${PERFEVAL_NAMES[command]}……`;
    message = await perfevalRun(application, command);
  } catch (error) {
    const known = error instanceof PerfevalError;
    message = { level: "error", go_to: null,
      text: known ? error.message : `程序出错，没有完成（${error.message}）。\n处理办法：请在命令行运行 perfeval addin doctor。` };
  } finally {
    application.StatusBar = false;
  }
  if (!message.go_to) window.alert(message.text);
  else if (window.confirm(message.text)) {
    const sheet = application.ActiveWorkbook.Worksheets.Item(message.go_to.sheet);
    sheet.Activate();
    sheet.Range(message.go_to.cell).Select();
  }
  return message.level !== "error";
}

async function perfevalRun(application, command) {
  if (command === "about") return (await perfevalAsk({ command, name: "", sheets: [], names: {} })).message;
  const book = application.ActiveWorkbook;
  if (!book) throw new PerfevalError("没有打开的工作簿。\n处理办法：请打开自评表，再按按钮。");
  if (command === "score" || command === "clear") perfevalRefuse(book);
  const plan = await perfevalAsk({ command, ...perfevalSnapshot(book) });
  if (!PERFEVAL_STEPS.some((step) => plan[step].length)) return plan.message;
  const backup = plan.backup_wanted ? perfevalBackup(book) : "";
  try {
    perfevalCarryOut(application, book, plan);
  } catch (error) {
    if (error instanceof PerfevalError) throw error;
    const where = backup ? `\n原样已备份为：${backup}` : "";
    throw new PerfevalError(`写入工作簿时出错，可能只写了一部分（${error.message}）。${where}`);
  }
  if (backup) plan.message.text += `\n\n原样已备份为：${backup}`;
  return plan.message;
}

function perfevalRefuse(book) {
  if (book.ReadOnly) {
    throw new PerfevalError("工作簿以只读方式打开，写入的结果无法保存。\n处理办法：请另存为一份新文件，再按按钮。");
  }
  if (book.ProtectStructure) {
    throw new PerfevalError("工作簿的结构受保护，不能添加“评分结果”等工作表。\n处理办法：请在“审阅”中取消“保护工作簿”，再按按钮。");
  }
}

function perfevalBackup(book) {
  // beside the workbook; one that was never saved has no place, and nothing on disk that could be lost
  if (!book.Path) return "";
  const at = book.Name.lastIndexOf("."), stem = at > 0 ? book.Name.slice(0, at) : book.Name;
  const now = new Date(), two = (number) => String(number).padStart(2, "0");
  const moment = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  const name = `${stem}.备份-${moment}${at > 0 ? book.Name.slice(at) : ".xlsx"}`;
  try {
    book.SaveCopyAs(book.Path + (book.Path.includes("\\") ? "\\" : "/") + name);
  } catch (error) {
    throw new PerfevalError(`无法在工作簿旁边备份原样（${error.message}），没有写入。\n处理办法：请另存到可以写入的文件夹，再按按钮。`);
  }
  return name;
}

async function perfevalAsk(request) {
  const token = document.querySelector('meta[name="perfeval-token"]').content;
  let answer;
  try {
    const reply = await fetch("plan", { method: "POST", body: JSON.stringify(request), credentials: "omit",
      headers: { "Content-Type": "application/json", "X-Perfeval-Token": token } });
    answer = await reply.json();
  } catch (error) {
    throw new PerfevalError("评分服务没有运行。\n处理办法：请注销后重新登录电脑（或在命令行运行 perfeval serve），然后重新打开 WPS 表格。");
  }
  if (answer.error) throw new PerfevalError(answer.error);
  if (answer.schema_version !== 3) throw new PerfevalError("插件与评分程序的版本不一致。\n处理办法：请重新打开 WPS 表格。");
  return answer;
}
