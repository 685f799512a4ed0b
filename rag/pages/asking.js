// Questions wait here while one is answered: Gradio drops what comes then. Nothing that was sent from
// the box is lost: until the talk shows it, it stands above the box.
const MOST = 5;
const PATIENCE = 1000; // a question that the talk does not show by then is shown as waiting
const list = element.querySelector("ul");
const waiting = [];
let arriving = new URLSearchParams(location.search).has("q"); // the link's own is answered first
let sent = null; // what is being answered
let talk = 0; // its number: what is of one that was ended is shown no more

const box = () => document.querySelector("#question textarea");
const put = (words) => {
  box().value = words;
  box().dispatchEvent(new Event("input", { bubbles: true }));
};
const fill = (words) => put(box().value.trim() ? `${words}\n${box().value}` : words);
const line = (one) => {
  const item = document.createElement("li");
  item.append(Object.assign(document.createElement("span"), { textContent: one.words }));
  if (one !== sent && one.told.question) {
    const back = document.createElement("button");
    Object.assign(back, { type: "button", className: "act", textContent: list.dataset.back });
    back.addEventListener("click", () => {
      waiting.splice(waiting.indexOf(one), 1);
      show();
      fill(one.words);
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
const send = (event) => {
  if (!window.hoiPlans) return; // the page is still being made
  event.preventDefault();
  event.stopPropagation();
  const question = box().value;
  put(window.hoiAsk({ question, plans: window.hoiPlans("ask") }, question));
};
document.addEventListener("keydown", (event) => {
  const enter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (enter && event.target === box()) send(event);
}, true);
const renew = () => {
  talk += 1;
  waiting.length = 0;
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
  if (!sent) return;
  sent.seen = true;
  sent.late = false;
  show();
};
window.hoiAnswered = (well) => {
  const last = sent;
  sent = null;
  // refused (too long, or the server too busy) it is the reader's again
  if (last && !last.seen && last.told.talk === talk && last.told.question) fill(last.words);
  if (well) next();
  else show(); // another would be refused, too
};
window.hoiAsked = () => {
  arriving = false;
  next();
};
