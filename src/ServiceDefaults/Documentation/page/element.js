/** Makes an element; children that are text become text nodes, never markup. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  made.append(...children.filter(child => child !== undefined && child !== null && child !== ""));
  return made;
}

/** Paragraphs and list items of a description; `code` is set as code. */
export function prose(text) {
  return (text ?? "").split(/\n\s*\n/).map(part => part.trim()).filter(Boolean).map(part => {
    const lines = part.split("\n");
    return lines.every(line => line.startsWith("- "))
      ? element("ul", {}, ...lines.map(line => element("li", {}, ...inline(line.slice(2)))))
      : element("p", {}, ...inline(part));
  });
}

/** The text with what stands between backticks as code. */
export function inline(text) {
  return (text ?? "").split("`").map((part, index) => index % 2 === 1 ? element("code", {}, part) : part);
}

/** A block of code with a button that copies it. */
export function codeBlock(title, text) {
  const copy = element("button", { type: "button", class: "copy" }, "Copy");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = "Copy"; }, 1600);
  });
  return element("figure", { class: "code" },
    element("figcaption", {}, element("span", {}, title), copy),
    element("pre", { tabindex: "0" }, element("code", {}, text)));
}
