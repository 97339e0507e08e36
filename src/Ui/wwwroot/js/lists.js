// Lists that answer while one types, and boxes that are ticked together. Without script the form is sent, and each box is ticked by itself.

const pause = 200;

/** <form data-live="list total">: whatever changes in it, the elements of these ids are fetched anew from the address it leads to. */
function enableLiveForm(form) {
  const parts = form.dataset.live.split(" ");
  let running = null;
  let timer = 0;
  let shown = addressOf(form);

  async function refresh() {
    const address = addressOf(form);
    if (address === shown) return;
    running?.abort();
    running = new AbortController();
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: running.signal });
      if (!answer.ok) throw new Error(`The list answered ${answer.status}.`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!parts.every((part) => page.getElementById(part))) throw new Error("The answer holds no list.");
      parts.forEach((part) => document.getElementById(part).replaceChildren(...page.getElementById(part).childNodes));
      history.replaceState(history.state, "", address);
      shown = address;
      showSelection();
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
      return;
    }
    form.removeAttribute("aria-busy");
  }

  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(refresh, event.target.type === "search" ? pause : 0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    refresh();
  });
}

function addressOf(form) {
  const fields = new URLSearchParams();
  new FormData(form).forEach((value, name) => { if (value) fields.append(name, value); });
  const query = fields.toString();
  return form.action.split("?")[0] + (query ? `?${query}` : "");
}

const boxes = () => [...document.querySelectorAll("[data-select-item]")];

/** The box above the others, the number beside the button, and the button itself follow what is ticked. */
function showSelection() {
  const all = boxes();
  const count = all.filter((box) => box.checked).length;
  document.querySelectorAll("[data-select-all]").forEach((box) => {
    box.closest("[data-select-all-row]").hidden = all.length === 0;
    box.checked = count > 0 && count === all.length;
    box.indeterminate = count > 0 && count < all.length;
  });
  document.querySelectorAll("[data-select-count]").forEach((note) => {
    const text = count === 1 ? note.dataset.one : note.dataset.many.replace("{0}", count);
    if (note.textContent !== text) note.textContent = text;
  });
  document.querySelectorAll("[data-select-bar]").forEach((bar) => { bar.hidden = count === 0; });
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-select-all]")) boxes().forEach((box) => { box.checked = event.target.checked; });
  if (event.target.matches("[data-select-all], [data-select-item]")) showSelection();
});
document.querySelectorAll("form[data-live]").forEach(enableLiveForm);
showSelection();
addEventListener("pageshow", showSelection); // the browser ticks boxes again when it comes back
