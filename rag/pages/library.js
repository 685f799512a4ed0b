// The library: buttons that open become events, and a key that a password gave is kept.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-open]");
  if (button) return trigger("select", { ref: button.dataset.open });
  const link = event.target.closest('a[href^="#part-"]');
  if (!link) return;
  event.preventDefault();
  const part = element.querySelector(link.getAttribute("href"));
  part.scrollIntoView({ block: "start" });
  part.setAttribute("tabindex", "-1");
  part.focus({ preventScroll: true });
});
watch("value", () => {
  if (element.closest("#library-shown"))
    window.hoiChosen?.("library", [element.querySelector(".library-plan")?.dataset.plan]);
  const reached = element.querySelector("[data-reached]"); // a plan, or another page of the list
  if (reached) {
    reached.focus({ preventScroll: true });
    const above = reached.getBoundingClientRect().top < 0 || reached.getBoundingClientRect().top > innerHeight;
    if (above) element.scrollIntoView({ block: "start" });
  }
  const key = element.querySelector("[data-key]")?.dataset.key;
  if (key) document.cookie = `hoi_admin=${key}; path=/; SameSite=Strict`;
});
