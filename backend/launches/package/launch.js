// The page of a SCORM 2004 package: sends the learner to the drill, asks the server how it went, tells the management system.
"use strict";

const TEXT = {
  ko: {
    how: "아래 단추로 메타버스 서울 앱을 열어 훈련하세요. 이 창은 닫지 말고 두세요.",
    open: "앱에서 훈련 열기",
    by_code: "앱이 열리지 않으면 다음 번호를 쓰세요.",
    page: "여는 방법 보기",
    asking: "서버에 묻는 중입니다…",
    waiting: "앱에서 열기를 기다립니다.",
    claimed: "앱에서 열렸습니다. 훈련이 끝나기를 기다립니다.",
    passed: "합격: {score}점. 결과를 학습 관리 시스템에 남겼습니다.",
    failed: "불합격: {score}점. 결과를 남겼습니다. 다시 훈련하면 더 좋은 결과로 바뀝니다.",
    away: "서버에 닿지 않습니다. 계속 다시 묻습니다.",
    gone: "이 과정은 더는 열 수 없습니다. 과정을 올린 사람에게 알려 주세요.",
    no_api: "학습 관리 시스템을 찾지 못했습니다. 훈련은 할 수 있지만 결과를 남기지 못합니다.",
    purpose: "이 결과는 사람을 훈련하기 위한 것이며 건물을 설계하거나 안전을 보증하는 데 쓰지 않습니다.",
  },
  en: {
    how: "Open the Metaverse Seoul app with the button below and do the drill. Keep this window open.",
    open: "Open the drill in the app",
    by_code: "If the app does not open, use this code:",
    page: "How to open it",
    asking: "Asking the server…",
    waiting: "Waiting for the app to open it.",
    claimed: "Opened in the app. Waiting for the drill to end.",
    passed: "Passed with {score} points. The learning management system has the result.",
    failed: "Not passed: {score} points. The result was noted; doing the drill again can better it.",
    away: "The server is out of reach. We keep trying.",
    gone: "This course can no longer be opened. Please tell whoever put it up.",
    no_api: "No learning management system was found. You can do the drill, but its result will not be kept.",
    purpose: "This result trains people. It does not design buildings, nor does it vouch for their safety.",
  },
};

const config = window.SEOUL;
const lang = (navigator.language || "ko").toLowerCase().startsWith("ko") ? "ko" : "en";
const words = TEXT[lang];
const began = Date.now();
const byId = (id) => document.getElementById(id);

// The API adapter stands in a parent of this window or of the one that opened it (RTE 3.3.1).
function findApi(from) {
  for (let win = from, hops = 0; win && hops < 500; hops += 1) {
    try {
      if (win.API_1484_11) return win.API_1484_11;
    } catch (error) {
      return null; // a window of somebody else's
    }
    if (win.parent === win) break;
    win = win.parent;
  }
  return null;
}

function adapter() {
  const found = findApi(window);
  if (found) return found;
  try {
    return window.opener ? findApi(window.opener) : null;
  } catch (error) {
    return null;
  }
}

const api = adapter();
let open = false;
let done = false;

const get = (name) => (open ? String(api.GetValue(name)) : "");
const set = (name, value) => { if (open) api.SetValue(name, String(value)); };
const say = (key, more) => { byId("state").textContent = words[key].replace("{score}", more || ""); };

function begin() {
  open = api !== null && String(api.Initialize("")) === "true";
  if (open && ["unknown", "not attempted", ""].includes(get("cmi.completion_status"))) {
    set("cmi.completion_status", "incomplete");
    api.Commit("");
  }
}

function end() {
  if (!open) return;
  set("cmi.session_time", `PT${Math.round((Date.now() - began) / 1000)}S`);
  set("cmi.exit", done ? "normal" : "suspend");
  api.Commit("");
  api.Terminate("");
  open = false;
}

// The launch that an earlier visit has made, or a new one.
async function launch() {
  let kept = null;
  try {
    kept = JSON.parse(get("cmi.suspend_data") || "null");
  } catch (error) {
    kept = null;
  }
  if (kept && kept.id && kept.token) return kept;
  const id = crypto.randomUUID ? crypto.randomUUID() : uuid();
  const answer = await fetch(`${config.server}/api/launches/${id}`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ package: config.package }),
  });
  if (!answer.ok) throw answer;
  const made = await answer.json();
  set("cmi.suspend_data", JSON.stringify(made));
  if (open) api.Commit("");
  return made;
}

function uuid() { // where the page is not served over https
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function show(made) {
  const link = byId("open");
  link.href = made.link;
  link.textContent = words.open;
  const page = byId("page");
  page.href = made.page;
  page.textContent = words.page;
  byId("by_code").textContent = words.by_code;
  byId("code").textContent = made.code;
  for (const id of ["open", "page", "by_code"]) byId(id).hidden = false;
}

function report(result) {
  set("cmi.score.scaled", Math.max(-1, Math.min(1, result.score / result.of)));
  set("cmi.score.raw", result.score);
  set("cmi.score.min", 0);
  set("cmi.score.max", result.of);
  set("cmi.success_status", result.passed ? "passed" : "failed");
  set("cmi.completion_status", "completed");
  set("cmi.progress_measure", 1);
  if (open) api.Commit("");
  done = true;
  say(result.passed ? "passed" : "failed", String(result.score));
}

async function ask(made) {
  const answer = await fetch(`${config.server}/api/launches/${made.id}/result`, {
    headers: { Authorization: `Bearer ${made.token}` },
  });
  if (!answer.ok) throw answer;
  return answer.json();
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function run() {
  begin();
  document.documentElement.lang = lang;
  byId("title").textContent = lang === "ko" ? config.title_ko : config.title_en;
  document.title = byId("title").textContent;
  byId("how").textContent = words.how;
  byId("purpose").textContent = api ? words.purpose : `${words.no_api} ${words.purpose}`;
  say("asking");
  let made = null;
  let told = "";
  for (;;) {
    try {
      if (!made) {
        made = await launch();
        show(made);
      }
      const result = await ask(made);
      const news = `${result.state} ${result.score} ${result.passed}`;
      if (news !== told) {
        told = news;
        if (result.state === "finished") report(result);
        else say(result.state);
      }
    } catch (error) {
      told = "";
      if (error instanceof Response && [401, 403, 404].includes(error.status)) {
        say("gone");
        return;
      }
      say("away");
    }
    await pause(config.poll_ms);
  }
}

window.addEventListener("pagehide", end);
run();
