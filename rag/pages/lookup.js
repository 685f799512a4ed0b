// Looking up by keyboard: arrows from the box through the passages, Enter opens, C copies.
const items = () => [...element.querySelectorAll(".look-items > li")];
const box = () => document.querySelector("#look-box :is(input, textarea)");
// a passage, or one of its buttons, to which the panel leads back
const place = (all, target) => all.indexOf(target.closest?.("li"));

const copyOf = (item) => {
  const button = item.querySelector("button[data-copy]");
  window.hoiCopy(button.dataset.copy).then(() => {
    button.usual ??= button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = button.usual), 2500);
  });
};
const open = (item) => trigger("select", { ref: item.querySelector("[data-open]").dataset.open });

element.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  const button = event.target.closest("button");
  if (!item) return;
  if (button?.dataset.copy !== undefined) copyOf(item);
  else if (button || !String(window.getSelection())) open(item);
});

document.addEventListener("keydown", (event) => {
  const all = items();
  // not the focus: the panel has led it back here by the same Escape
  const at = place(all, event.target);
  const inBox = event.target === box();
  if (!all.length || (!inBox && at < 0)) return;
  if (event.key === "ArrowDown") (all[at + 1] ?? all[all.length - 1]).focus();
  else if (event.key === "ArrowUp" && !inBox) (at > 0 ? all[at - 1] : box()).focus();
  else if (event.key === "Enter" && event.target.matches("button")) return; // is pressed
  else if (event.key === "Enter") open(inBox ? all[0] : all[at]);
  else if (!inBox && event.key.toLowerCase() === "c" && !event.ctrlKey && !event.metaKey) copyOf(all[at]);
  else if (!inBox && event.key === "Escape") box().focus();
  else return;
  event.preventDefault();
});

// What is typed into a list takes the place of what stands there, "Tất cả" or a choice.
document.querySelector("#looking .filters").addEventListener("focusin", (event) => {
  setTimeout(() => event.target === document.activeElement && event.target.select?.());
});

// The list of the last letter may come when one has already gone down into it: it keeps the place.
let held = -1;
document.addEventListener("focusin", (event) => (held = place(items(), event.target)));
watch("value", () => {
  const all = items();
  if (held >= 0 && document.activeElement === document.body) all[Math.min(held, all.length - 1)]?.focus();
});

// A press of the tab and a link lead to the box, ready to type. Who goes along the tabs by keys
// stays there, and on a touch screen no keyboard rises over the list.
let wasShown = false;
new ResizeObserver(() => {
  const isShown = Boolean(box()?.checkVisibility());
  const at = document.activeElement; // the box of the talk may have it, hidden by now
  const keyed = at?.matches(":focus-visible") && at.checkVisibility();
  if (isShown && !wasShown && !keyed && window.matchMedia("(pointer: fine)").matches)
    box().focus({ preventScroll: true });
  wasShown = isShown;
}).observe(document.querySelector("#looking"));
