// The conversation: marks, examples and suggestions are buttons whose press becomes an event.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-open], button[data-ask]");
  if (!button) return;
  if (button.dataset.open) trigger("select", { ref: button.dataset.open });
  else trigger("submit", { ref: button.dataset.ask });
});

let shown = "";
watch("value", () => {
  const all = element.querySelectorAll(".turn");
  const last = all[all.length - 1];
  const now = last ? `${all.length} ${last.querySelector(".searching") ? "asked" : "answered"}` : "";
  const changed = now !== shown;
  shown = now;
  if (!last || !changed) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  last.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
});
