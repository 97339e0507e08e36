// The command palette: Ctrl-K or Cmd-K, or its button. Commands stand in the page; people are looked up while one types.
// It is a combobox with a listbox (ARIA Authoring Practices): the focus stays in the input, the arrows choose.

const palette = document.getElementById("palette");
const input = document.getElementById("palette-input");
const list = document.getElementById("palette-list");
const status = document.getElementById("palette-status");
const help = document.getElementById("keys");
const commands = [...list.children];
const pause = 150;

let lookup = null;
let timer = 0;

const options = () => [...list.children].filter((option) => !option.hidden);
const selected = () => list.querySelector("[aria-selected=true]");

function select(option) {
  selected()?.setAttribute("aria-selected", "false");
  if (option) {
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

function tell() {
  const count = options().length;
  list.hidden = count === 0;
  const text = count === 0 ? status.dataset.none : count === 1 ? status.dataset.one : status.dataset.many.replace("{0}", count);
  if (status.textContent !== text) status.textContent = text;
}

function showPeople(people) {
  list.querySelectorAll("[data-person]").forEach((option) => option.remove());
  people.forEach((person, index) => {
    const option = document.createElement("li");
    option.className = "palette-option";
    option.id = `palette-person-${index}`;
    option.dataset.person = "";
    option.dataset.href = person.href;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.textContent = person.name;
    const detail = document.createElement("span");
    detail.className = "soft small";
    detail.textContent = `${person.username} · ${person.email}`;
    option.append(name, detail);
    list.append(option);
  });
}

async function findPeople(text) {
  lookup?.abort();
  lookup = new AbortController();
  if (!input.dataset.find || text.length < 2) {
    showPeople([]);
    return;
  }
  try {
    const answer = await fetch(`${input.dataset.find}&q=${encodeURIComponent(text)}`, { signal: lookup.signal });
    showPeople(answer.ok ? await answer.json() : []);
  } catch (error) {
    if (error.name === "AbortError") return;
    showPeople([]);
  }
  if (!selected() || selected().hidden) select(options()[0]);
  tell();
}

/** Whether a word of the command begins with what was typed. */
function fits(command, text) {
  return ` ${command.textContent.trim().replace(/\s+/g, " ").toLowerCase()}`.includes(` ${text}`);
}

function filter() {
  const text = input.value.trim().toLowerCase();
  commands.forEach((command) => { command.hidden = !fits(command, text); });
  select(options()[0]);
  tell();
  clearTimeout(timer);
  timer = setTimeout(() => findPeople(input.value.trim()), pause);
}

function follow(option) {
  if (!option) return;
  palette.close();
  if (option.dataset.opens) document.getElementById(option.dataset.opens).showModal();
  else location.assign(option.dataset.href);
}

function move(step) {
  const all = options();
  if (all.length === 0) return;
  const at = all.indexOf(selected());
  select(all[(at + step + all.length) % all.length]);
}

function openPalette() {
  if (document.querySelector("dialog[open]")) return;
  input.value = "";
  showPeople([]);
  filter();
  palette.showModal();
}

input.addEventListener("input", filter);
input.addEventListener("keydown", (event) => {
  const act = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => follow(selected()),
  }[event.key];
  if (!act || event.isComposing) return;
  event.preventDefault();
  act();
});
list.addEventListener("click", (event) => follow(event.target.closest("[role=option]")));

document.querySelectorAll("[data-palette-open]").forEach((opener) => {
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    openPalette();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    openPalette();
  });
});

addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
    return;
  }
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    help.showModal();
  } else if (event.key === "/") {
    const search = document.querySelector("main input[type=search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  }
});
