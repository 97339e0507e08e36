// What the pages gain from script. Without it every form still works.

const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function enableThemeSwitch(button) {
  const sync = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // storage is off: the choice lasts for this page
    }
    sync();
  });
  sync();
  button.hidden = false;
}

function enableReveal(button) {
  const input = document.getElementById(button.getAttribute("aria-controls"));
  button.addEventListener("click", () => {
    const show = input.type === "password";
    input.type = show ? "text" : "password";
    button.setAttribute("aria-pressed", String(show));
  });
  // A password must never be saved by the browser as the text of an ordinary field.
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  button.hidden = false;
}

function enableCopy(button) {
  const status = document.getElementById(button.getAttribute("aria-describedby"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    status.textContent = button.dataset.copied;
  });
  button.hidden = !navigator.clipboard;
}

function submitOnce(event) {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.getAttribute("aria-busy") === "true") event.preventDefault();
  else form.setAttribute("aria-busy", "true");
}

function showInLocalTime(time) {
  const format = new Intl.DateTimeFormat(`${root.lang}-u-nu-latn`, { dateStyle: "medium", timeStyle: "short" });
  time.textContent = format.format(new Date(time.dateTime));
}

document.querySelectorAll("time[data-local]").forEach(showInLocalTime);
document.querySelectorAll("[data-theme-switch]").forEach(enableThemeSwitch);
document.querySelectorAll("[data-reveal]").forEach(enableReveal);
document.querySelectorAll("[data-copy]").forEach(enableCopy);
if (document.querySelector("[data-strength-of]")) import("./password-strength.js");
document.addEventListener("submit", submitOnce);
document.querySelector("[data-error-focus]")?.focus();

// A page that comes back from the browser's history may be sent again.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-once]").forEach((form) => form.removeAttribute("aria-busy"));
});
