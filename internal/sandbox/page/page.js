"use strict";
// The page of the sandbox. Whatever comes from a request is put into the page as text, never as markup.

const words = {
  en: {
    sandbox: "sandbox", api: "API", log: "Calls", vendor: "Vendor", show: "Show", everything: "everything", onlyRefused: "signatures refused",
    onlyFailed: "calls that failed", pause: "Pause", goOn: "Go on", empty: "Nothing was called yet. Copy a vendor's address and credentials from below into your program.",
    connecting: "connecting …", live: "live", lost: "connection lost, trying again …", missed: n => n + " calls came too fast to show; the API has the last 2,000.",
    faultTitle: "Break the next call", operation: "Operation", every: "every operation", what: "How", times: "Times", always: "always", inject: "Inject the fault", clearFaults: "End all faults",
    fault503: "status 503", fault429: "status 429, too often", faultPage: "a gateway's HTML page (502)", faultReset: "drop the connection, nothing is done",
    faultLost: "do it, and lose the reply", faultSlow: "answer 5 seconds late", faultCut: "cut the reply off",
    injected: "The fault waits.", cleared: "No faults wait.", waits: "waits", skips: "skips",
    callbackTitle: "Send a callback", kind: "Kind", receiver: "Receiver", parameters: "Parameters", send: "Send", delivered: "acknowledged", notDelivered: "not acknowledged", kept: "The event waits until it is polled.", sentWas: "Sent", answered: "answered", noAnswer: "no answer",
    clockTitle: "Move the clock", advance: "By", move: "Move", real: "Real time", moved: "The clock moved.", ahead: "ahead", standing: "stands still",
    resetTitle: "Start over", resetWhat: "What exists, faults, clocks and the log begin anew.", reset: "Start over", sure: "Really? Click again", resetDone: "Everything is new.",
    vendors: "Vendors", copy: "Copy", copied: "Copied", copyAll: "Copy all as exports", exists: "What exists", own: "your own", all: "all vendors",
    accepted: "signature right", refused: "signature refused", none: "not judged", fault: "fault", dropped: "dropped", why: "Why it was refused", right: "The signature is right", should: "should be signed", signed: "was signed",
    notes: "Besides", tried: n => n + " ways of signing were tried.", reply: "Reply", request: "Request", token: "Token", headers: "Headers", notFound: "No mistake that was tried explains the signature.", nothing: "nothing", unknownOp: "no operation", gone: "The log has forgotten this call.",
  },
  zh: {
    sandbox: "沙箱", api: "接口", log: "调用记录", vendor: "服务方", show: "显示", everything: "全部", onlyRefused: "签名被拒的",
    onlyFailed: "失败的调用", pause: "暂停", goOn: "继续", empty: "还没有调用。请从下方复制服务方的地址和凭证到你的程序里。",
    connecting: "连接中……", live: "实时", lost: "连接断开，正在重试……", missed: n => "有 " + n + " 次调用来得太快，未显示；接口里保留最近 2000 次。",
    faultTitle: "让下一次调用失败", operation: "操作", every: "所有操作", what: "方式", times: "次数", always: "一直", inject: "注入故障", clearFaults: "清除全部故障",
    fault503: "状态码 503", fault429: "状态码 429（过于频繁）", faultPage: "网关的 HTML 页面（502）", faultReset: "断开连接，操作不生效",
    faultLost: "操作生效，但回复丢失", faultSlow: "延迟 5 秒回复", faultCut: "回复被截断",
    injected: "故障已就绪。", cleared: "没有等待中的故障。", waits: "等待中", skips: "先跳过",
    callbackTitle: "发送回调", kind: "类型", receiver: "接收地址", parameters: "参数", send: "发送", delivered: "已确认", notDelivered: "未确认", kept: "事件已记录，等待轮询。", sentWas: "已发送", answered: "回答", noAnswer: "没有回答",
    clockTitle: "调整时钟", advance: "前进", move: "调整", real: "真实时间", moved: "时钟已调整。", ahead: "超前", standing: "静止",
    resetTitle: "重新开始", resetWhat: "数据、故障、时钟和记录全部重来。", reset: "重新开始", sure: "确定？再点一次", resetDone: "已重新开始。",
    vendors: "服务方", copy: "复制", copied: "已复制", copyAll: "全部复制为 export", exists: "现有数据", own: "你自己的", all: "所有服务方",
    accepted: "签名正确", refused: "签名被拒", none: "未判断", fault: "故障", dropped: "已断开", why: "为什么被拒", right: "签名正确", should: "应当签名的文本", signed: "实际签名的文本",
    notes: "另外", tried: n => "尝试了 " + n + " 种签名方式。", reply: "回复", request: "请求", token: "令牌", headers: "请求头", notFound: "已尝试的错误都无法解释这个签名。", nothing: "无", unknownOp: "没有对应的操作", gone: "记录里已经没有这次调用。",
  },
};

let language = stored("language") || (navigator.language.startsWith("zh") ? "zh" : "en");
const shownMost = 200;
const calls = []; // the newest first, at most shownMost of them are in the page
let state = { vendors: [] };
let paused = false;
let opened = 0; // the id of the call whose detail is shown
let missed = 0;

const $ = id => document.getElementById(id);
const t = (key, value) => { const w = words[language][key]; return typeof w === "function" ? w(value) : w; };

function stored(name) { try { return localStorage.getItem(name); } catch { return null; } }
function store(name, value) { try { localStorage.setItem(name, value); } catch { /* a private window */ } }

// el makes an element; what is not an element becomes text.
function el(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "onclick") e.addEventListener("click", value);
    else if (value !== undefined) e.setAttribute(name, value);
  }
  e.append(...children.filter(c => c !== null && c !== undefined));
  return e;
}

async function call(method, path, body) {
  const options = { method };
  if (method === "POST") { options.headers = { "Content-Type": "application/json" }; options.body = JSON.stringify(body || {}); }
  const response = await fetch(path, options);
  const reply = await response.json();
  if (!response.ok) throw new Error(reply.error);
  return reply;
}

function say(id, text, wrong) {
  $(id).textContent = text;
  $(id).classList.toggle("wrong", Boolean(wrong));
}

// ---- language

function translate() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const e of document.querySelectorAll("[data-t]")) e.textContent = t(e.dataset.t);
  $("zh").setAttribute("aria-pressed", language === "zh");
  $("en").setAttribute("aria-pressed", language === "en");
  showLive();
  showState();
  showAllCalls();
}

function speak(which) { language = which; store("language", which); translate(); }

// ---- the log

function wanted(c) {
  const vendor = $("filter-vendor").value, verdict = $("filter-verdict").value;
  return (!vendor || c.vendor === vendor) && (!verdict || (verdict === "refused" ? c.verdict === "refused" : !c.success));
}

function clockTime(text) {
  const d = new Date(text), two = n => String(n).padStart(2, "0");
  return two(d.getHours()) + ":" + two(d.getMinutes()) + ":" + two(d.getSeconds()) + "." + String(d.getMilliseconds()).padStart(3, "0");
}

function row(c) {
  const answered = c.status === 0 ? t("dropped") : c.status + (c.code ? " · " + c.code : "");
  const button = el("button", { type: "button", class: "row", "aria-expanded": String(c.id === opened), onclick: () => toggle(c) },
    el("span", { class: "when" }, clockTime(c.time)),
    el("span", { class: "who" }, c.vendor),
    el("span", { class: "op" }, c.operation || c.method + " " + c.path),
    el("span", {}, el("span", { class: "pill " + (c.success ? "good" : "bad") }, answered), c.fault ? el("span", { class: "pill odd" }, t("fault")) : null),
    el("span", {}, el("span", { class: "pill " + (c.verdict === "refused" ? "bad" : c.verdict === "accepted" ? "good" : "") }, t(c.verdict))),
    el("span", { class: "took" }, c.duration_ms.toFixed(1) + " ms"));
  const li = el("li", { id: "call-" + c.id }, button);
  if (c.id === opened && c.detail) li.append(c.detail());
  return li;
}

let frame = 0;
const fresh = [];

// arrive takes a call; the page is drawn once a frame, however many come.
function arrive(c) {
  fresh.push(c);
  if (fresh.length > shownMost) fresh.shift();
  if (!frame && !paused) frame = requestAnimationFrame(draw);
  refreshSoon();
}

function draw() {
  frame = 0;
  const log = $("log");
  const rows = document.createDocumentFragment();
  const came = fresh.splice(0).reverse();
  calls.unshift(...came);
  rows.append(...came.filter(wanted).map(row));
  log.prepend(rows);
  calls.length = Math.min(calls.length, shownMost);
  while (log.children.length > shownMost) log.lastElementChild.remove();
  $("empty").hidden = calls.length > 0;
  $("missed").hidden = !missed;
  $("missed").textContent = t("missed", missed);
}

function showAllCalls() {
  $("log").replaceChildren(...calls.filter(wanted).map(row));
  showDifference();
  $("empty").hidden = calls.length > 0;
  $("missed").textContent = t("missed", missed);
}

async function toggle(c) {
  const before = opened;
  opened = opened === c.id ? 0 : c.id;
  const old = $("call-" + before);
  if (old) { old.querySelector(".detail")?.remove(); old.querySelector("button").setAttribute("aria-expanded", "false"); }
  if (!opened) return;
  let whole;
  try { whole = await call("GET", "api/requests/" + c.id); } catch { whole = null; }
  c.detail = () => whole ? detail(whole) : el("div", { class: "detail" }, t("gone"));
  const li = $("call-" + c.id);
  if (!li || opened !== c.id) return;
  li.querySelector("button").setAttribute("aria-expanded", "true");
  li.append(c.detail());
  showDifference();
}

// showDifference scrolls the two texts to where they part.
function showDifference() {
  for (const box of document.querySelectorAll(".texts")) {
    const mark = box.querySelector("mark");
    if (mark) box.scrollLeft = Math.max(0, mark.offsetLeft - box.offsetLeft - box.clientWidth / 2);
  }
}

function detail(c) {
  const box = el("div", { class: "detail" });
  if (c.explanation) box.append(why(c.explanation));
  box.append(part("request", c.method + " " + c.path + (c.query ? "?" + c.query : "") + "\n\n" + pretty(c.parameters)));
  if (c.token) box.append(part("token", pretty(c.token)));
  if (c.headers) box.append(part("headers", pretty(c.headers)));
  box.append(part("reply", prettyText(c.reply)));
  return box;
}

function part(name, text) { return el("div", {}, el("h3", {}, t(name)), el("pre", { class: name }, text)); }

function pretty(value) { return value === null || value === undefined ? "" : JSON.stringify(value, null, 2); }

function prettyText(text) { // without reading numbers: a 17 digit id must stay as it is
  return text || t("nothing");
}

function why(v) {
  const box = el("div", { class: v.accepted ? "why right" : "why" }, el("h3", {}, v.accepted ? t("right") : t("why")));
  if (!v.accepted) {
    box.append(el("p", { class: "summary" }, v.summary[language] || v.summary.en), el("p", {}, el("span", { class: "pill mono" }, v.mistake || "unknown"), " ", el("span", { class: "pill mono" }, v.scheme || "")));
    if (v.mistake === "unknown") box.append(el("p", {}, t("notFound") + " " + t("tried", v.tried)));
  }
  if (v.expected) box.append(texts(v));
  for (const note of v.notes || []) box.append(el("p", {}, t("notes") + ": " + (note[language] || note.en)));
  return box;
}

// texts shows the two texts one under the other, column by column, with the first difference marked.
function texts(v) {
  const box = el("div", { class: "texts", tabindex: "0" });
  box.append(el("span", { class: "name" }, t("should")), line(v.expected, v.differs));
  if (v.actual) {
    box.append(line(v.actual, v.differs), el("span", { class: "name" }, t("signed")));
    if (v.differs >= 0) box.lastElementChild.before(el("pre", { "aria-hidden": "true", class: "caret" }, " ".repeat(columns(v.expected, v.differs)) + "▲"));
  }
  return box;
}

const isWide = r => /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(r);

// columns counts the columns of the first bytes of a text.
function columns(text, bytes) {
  let n = 0, at = 0;
  for (const r of text) {
    if (at >= bytes) break;
    at += new TextEncoder().encode(r).length;
    n += isWide(r) ? 2 : 1;
  }
  return n;
}

// line shows a text in cells, so that wide characters take two columns in every font.
function line(text, differs) {
  const out = el("pre", {});
  let at = 0, plain = "";
  const flush = () => { if (plain) out.append(plain); plain = ""; };
  for (const r of text) {
    const here = at === differs, shown = r === "\n" ? "⏎" : r === "\t" ? "⇥" : r;
    at += new TextEncoder().encode(r).length;
    if (!here && !isWide(r)) { plain += shown; continue; }
    flush();
    out.append(el(here ? "mark" : "span", isWide(r) ? { class: "wide" } : {}, shown));
  }
  flush();
  if (differs >= at) out.append(el("mark", {}, " "));
  return out;
}

// ---- vendors, faults, clocks

function options(id, list, first) {
  const select = $(id), chosen = select.value;
  select.replaceChildren(...(first === undefined ? [] : [el("option", { value: "" }, first)]), ...list.map(name => el("option", { value: name }, name)));
  if ([...select.options].some(o => o.value === chosen)) select.value = chosen;
}

function vendorOf(name) { return state.vendors.find(v => v.name === name); }

function showState() {
  const names = state.vendors.map(v => v.name);
  options("filter-vendor", names, t("all"));
  options("fault-vendor", names);
  options("clock-vendor", names, t("all"));
  options("callback-vendor", state.vendors.filter(v => v.callbacks.length).map(v => v.name));
  showOperations();
  showKinds();
  $("faults").replaceChildren(...state.vendors.flatMap(v => v.faults).map(faultLine));
  $("clocks").replaceChildren(...state.vendors.map(v => el("li", {}, v.name + ": " + new Date(v.clock.now).toLocaleString(document.documentElement.lang) +
    (v.clock.ahead !== "0s" ? " (" + v.clock.ahead + " " + t("ahead") + ")" : "") + (v.clock.standing ? " " + t("standing") : ""))));
  const open = new Set([...document.querySelectorAll(".vendor details[open]")].map(d => d.dataset.vendor));
  $("vendors").replaceChildren(...state.vendors.map(v => vendorCard(v, open.has(v.name))));
}

function showOperations() { options("fault-operation", vendorOf($("fault-vendor").value)?.operations || [], t("every")); }
function showKinds() { options("callback-kind", vendorOf($("callback-vendor").value)?.callbacks || []); }

function faultLine(f) {
  const how = [f.apply ? "apply" : "", f.reset ? "reset" : "", f.status || "", f.delay || "", f.truncate ? "truncate " + f.truncate : "", f.body ? "body" : ""].filter(Boolean).join(", ");
  return el("li", {}, el("span", { class: "pill odd" }, f.vendor), " " + (f.operation || t("every")) + ": " + how + " × " + (f.times < 0 ? "∞" : f.times) + (f.skip ? ", " + t("skips") + " " + f.skip : ""));
}

function vendorCard(v, open) {
  const list = el("dl", {});
  for (const e of v.environment) {
    list.append(el("dt", {}, e.name), el("dd", {}, el("code", {}, e.value), e.own ? " (" + t("own") + ")" : ""), e.secret && e.own ? el("span", {}) : copyButton(e.value));
  }
  const exports = v.environment.filter(e => !(e.secret && e.own)).map(e => "export " + e.name + "='" + e.value.replaceAll("'", "'\\''") + "'").join("\n");
  const counts = Object.entries(v.counts).filter(([, n]) => n > 0);
  const details = el("details", { "data-vendor": v.name }, el("summary", {}, t("exists") + ": " + (counts.map(([name, n]) => name + " " + n).join(", ") || t("nothing"))),
    el("pre", {}, counts.map(([name]) => name + " " + JSON.stringify(v.exists[name], null, 2)).join("\n")));
  details.open = open;
  return el("div", { class: "vendor", id: "vendor-" + v.name }, el("h3", {}, v.title), list, el("p", {}, copyButton(exports, "copyAll")), details);
}

function copyButton(text, name) {
  const b = el("button", { type: "button" }, t(name || "copy"));
  b.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(text); } catch { return; }
    b.textContent = t("copied");
    setTimeout(() => { b.textContent = t(name || "copy"); }, 1500);
  });
  return b;
}

let refreshing = 0;
function refreshSoon() { if (!refreshing) refreshing = setTimeout(refresh, 1500); }

async function refresh() {
  clearTimeout(refreshing);
  refreshing = 0;
  try { state = await call("GET", "api/state?rows=20"); } catch { return; }
  if (document.getSelection().isCollapsed) showState(); // somebody may be copying
}

// ---- actions

const kindsOfFault = {
  503: { status: 503 }, 429: { status: 429, header: { "Retry-After": ["1"] } }, page: { status: 502, body: "<html><body>502 Bad Gateway</body></html>" },
  reset: { reset: true }, lost: { apply: true, reset: true }, slow: { delay: "5s" }, cut: { truncate: 20 },
};

async function injectFault(event) {
  event.preventDefault();
  try {
    await call("POST", "api/faults", { vendor: $("fault-vendor").value, operation: $("fault-operation").value, times: Number($("fault-times").value), ...kindsOfFault[$("fault-what").value] });
    say("fault-said", t("injected"));
  } catch (e) { say("fault-said", e.message, true); }
  refresh();
}

async function sendCallback(event) {
  event.preventDefault();
  const box = $("callback-answer");
  box.replaceChildren("…");
  try {
    const parameters = JSON.parse($("callback-parameters").value || "{}");
    const done = await call("POST", "api/callbacks", { vendor: $("callback-vendor").value, kind: $("callback-kind").value, url: $("callback-url").value, parameters });
    box.replaceChildren(...answerOf(done));
  } catch (e) { box.replaceChildren(el("p", { class: "said wrong" }, e.message)); }
}

function answerOf(done) {
  const lines = done.deliveries.map(d => el("li", {}, el("span", { class: "pill " + (d.acknowledged ? "good" : "bad") }, d.acknowledged ? t("delivered") : t("notDelivered")), " ",
    d.status ? t("answered") + " " + d.status : t("noAnswer"), el("pre", {}, d.reply || d.error)));
  if (!lines.length) lines.push(el("li", {}, t("kept")));
  return [el("ul", { class: "plain" }, ...lines), el("h3", {}, t("sentWas")), el("pre", {}, pretty(done.sent))];
}

async function moveClock(body) {
  const vendor = $("clock-vendor").value;
  try {
    await call("POST", "api/clock", vendor ? { vendor, ...body } : body);
    say("clock-said", t("moved"));
  } catch (e) { say("clock-said", e.message, true); }
  refresh();
}

let sure = 0;
async function startOver() {
  const button = $("reset");
  if (!sure) {
    button.textContent = t("sure");
    sure = setTimeout(() => { sure = 0; button.textContent = t("reset"); }, 4000);
    return;
  }
  clearTimeout(sure);
  sure = 0;
  try { await call("POST", "api/reset", {}); button.textContent = t("resetDone"); } catch (e) { button.textContent = e.message; }
  setTimeout(() => { button.textContent = t("reset"); }, 2000);
}

// ---- what happens

let connected = "connecting";
function showLive() { $("live").textContent = t(connected); $("live").dataset.t = connected; }

function listen(since) {
  const events = new EventSource("api/events?since=" + since);
  events.addEventListener("open", () => { connected = "live"; showLive(); });
  events.addEventListener("error", () => { connected = "lost"; showLive(); });
  events.addEventListener("request", e => arrive(JSON.parse(e.data)));
  events.addEventListener("missed", e => { missed += Number(e.data); refreshSoon(); });
  events.addEventListener("callback", refreshSoon);
  events.addEventListener("change", e => {
    if (JSON.parse(e.data).what === "reset" && !JSON.parse(e.data).vendor) { calls.length = 0; fresh.length = 0; missed = 0; opened = 0; showAllCalls(); $("missed").hidden = true; }
    refresh();
  });
}

async function begin() {
  $("zh").addEventListener("click", () => speak("zh"));
  $("en").addEventListener("click", () => speak("en"));
  $("pause").addEventListener("click", () => {
    paused = !paused;
    $("pause").setAttribute("aria-pressed", paused);
    $("pause").dataset.t = paused ? "goOn" : "pause";
    $("pause").textContent = t($("pause").dataset.t);
    if (!paused) draw();
  });
  $("filter-vendor").addEventListener("change", showAllCalls);
  $("filter-verdict").addEventListener("change", showAllCalls);
  $("fault-vendor").addEventListener("change", showOperations);
  $("callback-vendor").addEventListener("change", showKinds);
  $("fault-form").addEventListener("submit", injectFault);
  $("fault-clear").addEventListener("click", async () => { await call("DELETE", "api/faults"); say("fault-said", t("cleared")); refresh(); });
  $("callback-form").addEventListener("submit", sendCallback);
  $("clock-form").addEventListener("submit", e => { e.preventDefault(); moveClock({ advance: $("clock-by").value }); });
  $("clock-real").addEventListener("click", () => moveClock({ real: true }));
  $("reset").addEventListener("click", startOver);
  translate();
  let last = 0;
  try {
    const before = await call("GET", "api/requests?limit=" + shownMost);
    calls.push(...before.requests.reverse());
    last = before.last;
  } catch { /* the log comes with the events */ }
  await refresh();
  showAllCalls();
  listen(last);
}

begin();
