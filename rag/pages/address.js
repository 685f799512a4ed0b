// The address holds what is shown: the tab or, in the talk, the newest question and its plans.
const given = new URLSearchParams(location.search);
let current = "ask";
let talked = false;

window.hoiAddress = (tab) => {
  current = tab ?? current;
  const turns = document.querySelectorAll("#conversation .turn");
  talked ||= turns.length > 0;
  const params = new URLSearchParams(location.search);
  params.delete("tab");
  if (current !== "ask") params.set("tab", current);
  // until the first question is shown, the address may be the one that asks it
  if (talked) {
    params.delete("q");
    params.delete("plan");
    const last = turns[turns.length - 1]?.dataset.link ?? "";
    if (current === "ask") new URLSearchParams(last).forEach((value, key) => params.append(key, value));
  }
  const query = String(params);
  history.replaceState(history.state, "", location.pathname + (query && `?${query}`));
};

// On a narrow screen the last tabs stand in a menu, where they have no id: told by their words.
const open = (until) => {
  const names = (document.querySelector("#top [data-tabs]")?.dataset.tabs ?? "").split(" ");
  const place = names.indexOf(given.get("tab"));
  const words = document.querySelectorAll("#views > .tab-wrapper > [aria-hidden] button")[place];
  const found = [...document.querySelectorAll("#views > .tab-wrapper :not([aria-hidden]) > button")];
  const button = words && found.find((one) => one.textContent === words.textContent);
  if (button) button.click();
  else if (Date.now() < until) setTimeout(open, 50, until);
};
if (given.get("tab")) open(Date.now() + 10000);
