// The address holds what is shown: the tab with the plans chosen there or, in the talk, the newest
// question and its plans.
const given = new URLSearchParams(location.search);
const chosen = {}; // by tab, as the fields of an address
const keys = ["q", "plan", "place", "of", "look", "type", "year", "agency", "by", "whose", "reports"];
let waits; // for the next key: a browser refuses an address changed too often
let current = "ask";
let talked = false;
let arrived = false; // what a link chooses is chosen
let led = given.get("tab"); // the tab that the address leads to, not the reader's press
let tell;
const told = new Promise((done) => (tell = done));

const shown = (withTalk) => {
  const turns = document.querySelectorAll("#conversation .turn");
  talked ||= turns.length > 0;
  const params = new URLSearchParams(location.search);
  params.delete("tab");
  if (current !== "ask") params.set("tab", current);
  // until the first question is shown, the address may be the one that asks it
  if (talked || (arrived && !params.has("q"))) {
    for (const key of keys) params.delete(key);
    const last = new URLSearchParams(turns[turns.length - 1]?.dataset.link ?? "");
    const inTalk = current === "ask" && turns.length > 0;
    for (const [key, value] of inTalk ? [] : chosen[current] ?? []) params.append(key, value);
    const plans = inTalk ? "plan" : "of"; // those of the question, beside those of a tab
    if (withTalk && turns.length) {
      if (!inTalk && last.has("q") && !last.has("plan")) params.append("of", "");
      last.forEach((value, key) => params.append(key === "plan" ? plans : key, value));
    }
  }
  const query = String(params);
  return query && `?${query}`;
};

// The end of it is awaited before a tab is filled.
window.hoiShown = (tab) => {
  window.hoiAddress(tab);
  return told;
};
window.hoiArrived = () => {
  arrived = true;
  tell();
};
setTimeout(tell, 10000); // and if it was never told, with what each tab chooses by itself
const LONGEST = 500; // characters of a value that is sent
// Plans, and what else a tab holds under its own names.
window.hoiChosen = (tab, plans, names = [], values = []) => {
  const own = names.flatMap((name, n) => [values[n]].flat().map((value) => [name, value]));
  const fields = [...plans.flat().map((plan) => ["plan", plan]), ...own];
  chosen[tab] = fields.filter(([, value]) => value && String(value).trim() && String(value).length <= LONGEST);
  if (tab !== current) return;
  clearTimeout(waits);
  if (names.includes("look")) waits = setTimeout(window.hoiAddress, 300);
  else window.hoiAddress();
};
const values = (name) => (chosen.ask ?? []).filter(([key]) => key === name).map(([, value]) => value);
window.hoiAmong = () => ({ plans: values("plan"), places: values("place") });
window.hoiAddress = (tab) => {
  // a press of another tab is a step that "back" takes back
  const step = tab && tab !== current && tab !== led;
  if (tab === led) led = null;
  // on a narrow screen the box, which has the focus at first, stands far below
  if (tab && tab !== current) window.scrollTo(0, 0);
  if (step) history.replaceState(history.state, "", location.pathname + shown(current === "ask"));
  current = tab ?? current;
  const address = location.pathname + shown(current === "ask");
  if (step) history.pushState(history.state, "", address);
  else history.replaceState(history.state, "", address);
};

// The other language goes on where this one is, the talk behind another tab included.
for (const kind of ["pointerdown", "focusin", "click"])
  document.addEventListener(kind, (event) => {
    const link = event.target.closest?.("#top a.language");
    if (link) link.search = shown(true);
  }, true);

// Past the tabs to what is shown: to the box of the talk, or the head of another tab.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("#top a.skip")) return;
  event.preventDefault();
  const shown = [...document.querySelectorAll("#views > .tabitem")].find((one) => one.checkVisibility());
  if (shown) shown.tabIndex = -1;
  (shown?.querySelector("#question textarea") ?? shown)?.focus();
});
// Gradio 6.31 leaves its menu of tabs open.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("#views .overflow-menu");
  if (!menu) return;
  const more = menu.querySelector(":scope > button");
  if (menu.querySelector(".overflow-dropdown")?.checkVisibility()) more.click();
  more.focus();
});

// On a narrow screen the last tabs stand in a menu, where they have no id: told by their words.
const open = (name, until) => {
  const names = (document.querySelector("#top [data-tabs]")?.dataset.tabs ?? "").split(" ");
  const words = document.querySelectorAll("#views > .tab-wrapper > [aria-hidden] button")[names.indexOf(name)];
  const found = [...document.querySelectorAll("#views > .tab-wrapper :not([aria-hidden]) > button")];
  const button = words && found.find((one) => one.textContent === words.textContent);
  if (button) button.click();
  else if (Date.now() < until) setTimeout(open, 50, name, until);
};
if (!given.get("q")) window.scrollTo(0, 0); // there, too, the page opens at its top
window.hoiOpen = (name) => open(name, Date.now() + 10000);
if (led) window.hoiOpen(led);
window.addEventListener("popstate", () => {
  const asked = new URLSearchParams(location.search);
  // the talk of an address is asked on the way in, and a reload may have lost it
  if (asked.get("q") && !document.querySelector("#conversation .turn")) return location.reload();
  led = asked.get("tab") ?? "ask";
  if (led !== current) window.hoiOpen(led);
});
