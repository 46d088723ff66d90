"use strict";
// The chat page. Everything shown is put in as text, never as HTML.

const log = document.getElementById("log");
const form = document.getElementById("form");
const input = document.getElementById("text");
const sendButton = document.getElementById("send");
const trouble = document.getElementById("trouble");
const picker = document.getElementById("file");
const pickButton = document.getElementById("pick");
const sending = document.getElementById("sending");
const HEADERS = { "Content-Type": "application/json", "X-Requested-With": "xiaobao" };
const RETRY_MS = 3000;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function clearChoices() {
  for (const old of log.querySelectorAll(".choices")) old.remove();
}

function showMine(text) {
  clearChoices();
  log.append(element("p", "said me", text));
}

function showCalls(calls) {
  const row = element("div", "calls");
  for (const call of calls) {
    const link = element("a", "", `${call.label} ${call.number}`);
    link.href = `tel:${call.number.replace(/[^0-9+]/g, "")}`;
    row.append(link);
  }
  log.append(row);
}

function showSources(custom) {
  const titles = custom.items.map((item) => `${item.title}（${item.date}）`).join("；");
  const box = element("details", "sources");
  box.append(element("summary", "", "依据"), element("span", "", `${titles}。复核于 ${custom.reviewed_on}`));
  log.append(box);
}

function showChoices(buttons) {
  const row = element("div", "choices");
  for (const button of buttons) {
    const choice = element("button", "", button.title);
    choice.type = "button";
    choice.addEventListener("click", () => send(button.payload, button.title));
    row.append(choice);
  }
  log.append(row);
}

function showReply(message) {
  const custom = message.custom || {};
  const urgent = custom.type === "emergency";
  if (message.text) log.append(element("p", urgent ? "said emergency" : "said", message.text));
  if (urgent) showCalls(custom.calls);
  if (custom.type === "sources") showSources(custom);
  if (message.buttons && message.buttons.length) {
    clearChoices();
    showChoices(message.buttons);
  }
}

function scrollDown() {
  log.scrollTop = log.scrollHeight;
}

async function post(text) {
  const answer = await fetch("/chat/messages", { method: "POST", headers: HEADERS, body: JSON.stringify({ text }) });
  if (answer.status === 503) throw new Error("starting");
  if (!answer.ok) {
    const body = await answer.json().catch(() => null);
    return [{ text: body && body.error ? body.error.message : "没有发送成功，请再试一次。" }];
  }
  return (await answer.json()).messages;
}

async function postUntilAnswered(text) {
  for (;;) {
    try {
      const messages = await post(text);
      trouble.hidden = true;
      return messages;
    } catch {
      trouble.hidden = false;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function send(text, shown) {
  if (!text.trim() || sendButton.disabled) return;
  sendButton.disabled = true;
  showMine(shown || text);
  const typing = element("p", "said typing", "正在看……");
  log.append(typing);
  scrollDown();
  const messages = await postUntilAnswered(text);
  typing.remove();
  messages.forEach(showReply);
  sendButton.disabled = false;
  scrollDown();
  input.focus();
}

// One file a request, so that each has its own progress and its own refusal.
function upload(file, onProgress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/chat/files");
    request.setRequestHeader("X-Requested-With", "xiaobao");
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    request.addEventListener("loadend", () => {
      let body = null;
      try {
        body = JSON.parse(request.responseText);
      } catch {
        // no answer at all: said below
      }
      if (body && body.messages) resolve({ messages: body.messages, refused: false });
      else {
        const text = body && body.error ? body.error.message : "没有传成功，请检查网络，再传一次。";
        resolve({ messages: [{ text }], refused: true });
      }
    });
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}

async function sendFiles(files) {
  pickButton.disabled = true;
  sending.hidden = false;
  for (const [index, file] of files.entries()) {
    const which = files.length > 1 ? `第 ${index + 1} 个，共 ${files.length} 个，` : "";
    const { messages, refused } = await upload(file, (part) => {
      sending.textContent = `正在传文件：${which}${Math.round(part * 100)}%`;
    });
    if (!refused) showMine(`文件：${file.name}`); // a refusal leaves the choices where they are
    messages.forEach(showReply);
    scrollDown();
  }
  sending.hidden = true;
  pickButton.disabled = false;
  input.focus();
}

async function start() {
  try {
    const answer = await fetch("/chat/messages");
    const said = answer.ok ? (await answer.json()).messages : [];
    for (const message of said) {
      if (message.from === "user") showMine(message.text);
      else showReply(message);
    }
    trouble.hidden = answer.ok;
    if (!answer.ok) setTimeout(start, RETRY_MS);
    else if (!said.length) (await postUntilAnswered("你好")).forEach(showReply);
  } catch {
    trouble.hidden = false;
    setTimeout(start, RETRY_MS);
  }
  scrollDown();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value;
  input.value = "";
  send(text);
});
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
pickButton.addEventListener("click", () => picker.click());
picker.addEventListener("change", () => {
  const files = [...picker.files];
  picker.value = "";
  sendFiles(files);
});
document.getElementById("large").addEventListener("click", (event) => {
  const on = document.documentElement.classList.toggle("large");
  event.currentTarget.setAttribute("aria-pressed", String(on));
  scrollDown();
});
document.getElementById("leave").addEventListener("click", async () => {
  await fetch("/chat/leave", { method: "POST", headers: HEADERS });
  log.replaceChildren();
  start();
});
start();
