// Questions wait here while one is answered: Gradio drops what comes then. Nothing that was sent from
// the box is lost: until the talk shows it, it stands above the box.
const MOST = 5;
const PATIENCE = 1000; // a question that the talk does not show by then is shown as waiting
const list = element.querySelector("ul");
const note = element.querySelector(".editing");
const waiting = [];
let arriving = new URLSearchParams(location.search).has("q"); // the link's own is answered first
let sent = null; // what is being answered
let editing = null; // the turn whose question the box holds, and what the box held before
let talk = 0; // its number: what is of one that was ended is shown no more

const box = () => document.querySelector("#question textarea");
const put = (words) => {
  box().value = words;
  box().dispatchEvent(new Event("input", { bubbles: true }));
};
const fill = (words) => put(box().value.trim() ? `${words}\n${box().value}` : words);
// To the box again; what was to take the place of a turn still does.
const give = (one) => {
  if (!one.told.edit) return fill(one.words);
  const before = editing ?? { draft: box().value, among: window.hoiAmong() };
  editing = { ...one.told.edit, draft: before.draft, among: before.among };
  put(one.words);
  mark();
};

// The turn as it stands now: the oldest of a long talk leave it.
const turnEdited = (turns) => {
  for (let place = Math.min(editing.place, turns.length - 1); place >= 0; place--)
    if (turns[place].querySelector("[data-edit]").dataset.edit === editing.question) return place;
  return -1;
};
// What goes when the box is sent is marked, and counted above the box.
const mark = () => {
  const turns = [...document.querySelectorAll("#conversation .turn")];
  const place = editing ? turnEdited(turns) : -1;
  if (place < 0) editing = null; // what is typed is asked at the end
  turns.forEach((turn, at) => turn.classList.toggle("goes", place >= 0 && at >= place));
  note.hidden = !editing;
  if (!editing) return;
  const behind = turns.length - 1 - place + waiting.length + (sent && !sent.seen ? 1 : 0);
  const line = note.querySelector("span");
  const told = (behind ? line.dataset.more : line.dataset.last).replace("{n}", behind);
  if (line.textContent !== told) line.textContent = told;
};
window.hoiEdit = (place, question) => {
  const before = editing ?? { draft: box().value, among: window.hoiAmong() };
  editing = { place, question, draft: before.draft, among: before.among };
  put(question);
  mark();
  box().focus();
  box().setSelectionRange(question.length, question.length);
};
const leave = () => {
  put(editing.draft);
  trigger("edit", editing.among); // the lists were those of the turn
  editing = null;
  mark();
  box().focus();
};
note.querySelector("button").addEventListener("click", leave);
const line = (one) => {
  const item = document.createElement("li");
  item.append(Object.assign(document.createElement("span"), { textContent: one.words }));
  if (one !== sent && one.told.question) {
    const back = document.createElement("button");
    Object.assign(back, { type: "button", className: "act", textContent: list.dataset.back });
    back.addEventListener("click", () => {
      waiting.splice(waiting.indexOf(one), 1);
      show();
      give(one);
      box().focus();
    });
    item.append(back);
  }
  return item;
};
const show = () => {
  const held = [...(sent?.late ? [sent] : []), ...waiting];
  list.replaceChildren(...held.map(line));
  list.parentElement.hidden = !held.length;
  mark();
};
const next = () => {
  if (arriving || sent || !waiting.length) return show();
  const one = (sent = waiting.shift());
  setTimeout(() => {
    one.late = !one.seen && one.told.talk === talk && sent === one;
    show();
  }, PATIENCE);
  show();
  trigger("submit", one.told);
};

// What the box holds afterwards: empty, save where so many wait already.
window.hoiAsk = (told, words) => {
  const blank = told.question !== undefined && !told.question.trim();
  if (waiting.length >= MOST || (blank && (sent || arriving))) return told.question;
  waiting.push({ told: { ...told, talk }, words, seen: false, late: false });
  next();
  return "";
};
// Gradio reads the box some moments after the key: what is typed meanwhile would go with it.
window.hoiSend = (question) => {
  const edited = question.trim() ? editing : null;
  const told = { question, ...window.hoiAmong() };
  if (edited) {
    told.edit = { place: edited.place, question: edited.question };
    editing = null;
  }
  const held = window.hoiAsk(told, question);
  if (edited && held) editing = edited; // so many wait already
  mark();
  return edited && !held ? edited.draft : held;
};
const send = (event) => {
  if (!window.hoiAmong) return; // the page is still being made
  event.preventDefault();
  event.stopPropagation();
  put(window.hoiSend(box().value));
};
document.addEventListener("keydown", (event) => {
  if (event.target !== box() || event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) send(event);
  else if (event.key === "Escape" && editing) leave();
}, true);
const renew = () => {
  talk += 1;
  waiting.length = 0;
  editing = null;
  if (sent) sent.late = false;
  put("");
  show();
  trigger("clear", { talk });
};
document.addEventListener("click", (event) => {
  if (event.target.closest?.("#question .submit-button:not(:disabled)")) send(event);
  else if (event.target.closest?.("#again")) renew();
}, true);

window.hoiSeen = () => {
  if (!sent) return mark();
  sent.seen = true;
  sent.late = false;
  show();
};
window.hoiAnswered = (well) => {
  const last = sent;
  sent = null;
  // refused (too long, or the server too busy) it is the reader's again
  if (last && !last.seen && last.told.talk === talk && last.told.question) give(last);
  if (well) next();
  else show(); // another would be refused, too
};
window.hoiAsked = () => {
  arriving = false;
  next();
};
