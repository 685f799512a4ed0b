// The side panel: steps between citations, copies references, and leads back to the answer.
const places = "#views";
// A button of a table is one for all the slices it rests on; a mark of the talk is one for each.
const shownBy = (ref) => {
  const home = /^\d/.test(ref) ? ref : ref.replace(/\d+$/, "0");
  return document.querySelectorAll(`${places} button[data-open="${CSS.escape(home)}"]`);
};

const copy = async (text) => {
  // navigator.clipboard exists only on localhost and https; offices use plain http inside.
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.className = "only-read-aloud";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copy refused");
};

window.hoiCopy = copy; // for the lists of the other tabs

const say = (button, words) => {
  button.usual ??= button.textContent;
  button.textContent = words;
  clearTimeout(button.timer);
  button.timer = setTimeout(() => (button.textContent = button.usual), 2500);
};

const back = () => {
  const source = element.querySelector(".source[data-ref]");
  const mark = source && shownBy(source.dataset.ref)[0];
  if (!mark) return;
  mark.closest("details")?.setAttribute("open", "");
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.open) trigger("select", { ref: button.dataset.open });
  else if (button.dataset.back) back();
  else if (button.dataset.copy !== undefined) {
    copy(button.dataset.copy).then(
      () => say(button, button.dataset.copied),
      () => say(button, button.dataset.failed),
    );
  }
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") back();
});

watch("value", () => {
  const source = element.querySelector(".source");
  document.querySelectorAll(`${places} button[aria-pressed]`).forEach((mark) => {
    mark.removeAttribute("aria-pressed");
  });
  if (!source?.dataset.ref) return;
  shownBy(source.dataset.ref).forEach((mark) => mark.setAttribute("aria-pressed", "true"));
  const words = source.querySelector(".words");
  const quote = words?.querySelector("mark");
  if (quote) words.scrollTop = quote.offsetTop - words.offsetTop - words.clientHeight / 4;
  if (source.dataset.asked !== "yes") return;
  const narrow = window.matchMedia("(max-width: 899px)").matches;
  source.querySelector(".source-title").focus({ preventScroll: true });
  if (narrow) element.scrollIntoView({ block: "start" });
});
