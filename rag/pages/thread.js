// The conversation: marks, examples, suggestions and parts are buttons whose press becomes an event.
const say = (button, words) => {
  button.usual ??= button.textContent;
  button.textContent = words;
  clearTimeout(button.timer);
  button.timer = setTimeout(() => (button.textContent = button.usual), 2500);
};
const copy = (button, text) =>
  window.hoiCopy(text).then(
    () => say(button, button.dataset.copied),
    () => say(button, button.dataset.failed),
  );
// The question is posted, so that it may be as long as it is; nothing is kept of it.
const file = async (button) => {
  if (button.ariaBusy) return;
  button.ariaBusy = "true"; // and not disabled: that would take the focus away
  try {
    const told = await fetch("/answer.docx", { method: "POST", body: new URLSearchParams(button.dataset.file) });
    if (!told.ok) throw new Error(String(told.status));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await told.blob());
    link.download = button.dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  } catch {
    say(button, button.dataset.failed);
  }
  button.ariaBusy = null;
};
const rate = (button) => {
  const form = button.closest("details");
  const row = button.closest(".rating");
  row.querySelector(".rate-good").setAttribute("aria-pressed", String(!form));
  row.querySelector("summary").classList.toggle("rated", Boolean(form));
  if (!form) return trigger("like", { ref: button.dataset.rate, good: true });
  const fault = form.querySelector("[data-fault][aria-pressed=true]")?.dataset.fault ?? "";
  const note = form.querySelector("textarea").value;
  trigger("like", { ref: button.dataset.rateBad, good: false, fault, note });
  form.open = false;
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const told = button.dataset;
  if (told.open) trigger("select", { ref: told.open });
  else if (told.ask) window.hoiAsk({ ref: told.ask }, button.textContent);
  else if (told.edit !== undefined) {
    window.hoiEdit(Number(told.place), told.edit);
    trigger("edit", { ref: told.place });
  } else if (told.file) file(button);
  else if (told.copy !== undefined) copy(button, told.copy);
  else if (told.link) copy(button, location.origin + location.pathname + told.link);
  else if (told.rate ?? told.rateBad) rate(button);
  else if (told.fault) {
    const pressed = button.getAttribute("aria-pressed") !== "true";
    for (const one of button.parentElement.children) one.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-pressed", String(pressed));
  }
});

let shown = "";
watch("value", () => {
  window.hoiSeen?.();
  const all = element.querySelectorAll(".turn");
  const last = all[all.length - 1];
  const now = last ? `${all.length} ${last.querySelector(".searching") ? "asked" : "answered"}` : "";
  const changed = now !== shown;
  shown = now;
  if (!changed) return;
  window.hoiAddress?.();
  if (!last) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  last.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
});
