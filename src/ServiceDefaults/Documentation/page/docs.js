// Draws the reference from the OpenAPI document. Everything is set as text, so nothing in the document can become markup.
import { read } from "./document.js";
import { drawOperation } from "./operation.js";
import { element, prose } from "./element.js";

const main = document.getElementById("reference");
const contents = document.getElementById("contents");
const search = document.getElementById("search");
const status = document.getElementById("status");

async function start() {
  const response = await fetch("openapi/v1.json", { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`The OpenAPI document was answered with status ${response.status}.`);
  const api = read(await response.json());

  document.title = `${api.title} reference`;
  document.getElementById("brand").textContent = api.title;
  main.append(drawIntroduction(api));
  const entries = api.groups.flatMap(drawGroup);
  status.textContent = "";
  status.classList.add("visually-hidden");

  search.addEventListener("input", () => filter(entries));
  document.addEventListener("keydown", focusSearch);
  markWhatIsRead(entries);
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function drawIntroduction(api) {
  return element("section", { class: "introduction", id: "top" },
    element("h1", {}, api.title, element("span", { class: "version" }, api.version)),
    ...prose(api.description),
    element("dl", { class: "facts" },
      ...api.servers.flatMap(server => [
        element("dt", {}, server.description), element("dd", {}, element("code", {}, server.url)),
      ])));
}

function drawGroup(group) {
  const list = element("ul", {});
  const section = element("section", { class: "group" },
    element("h2", { id: `group-${group.name}` }, group.name), ...prose(group.description));
  const heading = element("div", { class: "contents-group" }, element("h2", {}, group.name), list);
  contents.append(heading);
  main.append(section);

  return group.operations.map(operation => {
    const article = drawOperation(operation);
    const link = element("a", { href: `#${operation.id}` },
      element("span", { class: `method method-${operation.method}` }, operation.method),
      element("span", { class: "contents-path" }, operation.path));
    const item = element("li", {}, link);
    list.append(item);
    section.append(article);
    return { article, item, link, section, heading, words: article.textContent.toLowerCase() };
  });
}

function filter(entries) {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const entry of entries) {
    const fits = wanted.every(word => entry.words.includes(word));
    entry.article.hidden = entry.item.hidden = !fits;
    if (fits) found++;
  }

  for (const part of new Set(entries.flatMap(entry => [entry.section, entry.heading])))
    part.hidden = entries.every(entry => (entry.section !== part && entry.heading !== part) || entry.article.hidden);
  document.getElementById("top").hidden = wanted.length > 0;
  status.classList.toggle("visually-hidden", found > 0);
  status.textContent = wanted.length === 0 ? "" : found === 0 ? "No call fits this search. Try a path, a member or an error code." : `${found} calls fit.`;
}

function focusSearch(event) {
  if (event.key === "Escape" && document.activeElement === search) {
    search.value = "";
    search.dispatchEvent(new Event("input"));
    search.blur();
  }

  if (event.key !== "/" || /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName)) return;
  event.preventDefault();
  search.focus();
}

function markWhatIsRead(entries) {
  const links = new Map(entries.map(entry => [entry.article, entry.link]));
  const observer = new IntersectionObserver(seen => {
    for (const one of seen) if (one.isIntersecting) {
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(one.target).setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-15% 0px -75% 0px" });
  for (const article of links.keys()) observer.observe(article);
}

start().catch(error => {
  status.classList.add("status-failed");
  status.textContent = `${error.message} Reload the page to try again.`;
});
