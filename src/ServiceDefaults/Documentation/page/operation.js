import { codeBlock, element, inline, prose } from "./element.js";

/** One call: what it does and needs on the left, how it is called and answered on the right. */
export function drawOperation(operation) {
  return element("article", { class: "operation", id: operation.id, "aria-labelledby": `${operation.id}-title` },
    element("div", { class: "operation-text" },
      element("h3", { id: `${operation.id}-title` }, operation.summary, anchor(operation)),
      element("p", { class: "address" },
        element("span", { class: `method method-${operation.method}` }, operation.method), element("code", {}, ...breakable(operation.path))),
      element("p", { class: "needs" }, ...needs(operation)),
      ...prose(operation.description),
      ...drawParameters(operation),
      ...drawBody(operation),
      ...drawResponses(operation)),
    element("div", { class: "operation-code" },
      codeBlock("Request", operation.curl),
      ...operation.responses.filter(response => response.status.startsWith("2") && response.content?.example)
        .map(response => codeBlock(`Answer ${response.status}`, JSON.stringify(response.content.example, null, 2)))));
}

function anchor(operation) {
  return element("a", { class: "anchor", href: `#${operation.id}`, "aria-label": `Link to ${operation.summary}` }, "#");
}

function breakable(path) {
  return path.split("/").flatMap((part, index) => index === 0 ? [part] : [element("wbr", {}), `/${part}`]);
}

function needs(operation) {
  const chips = operation.scopes.map(scope => element("span", { class: "chip" }, "scope ", element("code", {}, scope)));
  if (operation.permission) chips.push(element("span", { class: "chip" }, "permission ", element("code", {}, operation.permission)));
  if (operation.anonymous) chips.unshift(element("span", { class: "chip chip-open" }, "no token needed"));
  return chips;
}

function drawParameters(operation) {
  return ["path", "query", "header"].flatMap(place => {
    const here = operation.parameters.filter(parameter => parameter.in === place);
    return here.length === 0 ? [] : [
      element("h4", {}, { path: "In the path", query: "In the query", header: "Headers" }[place]),
      element("dl", { class: "members" }, ...here.flatMap(parameter =>
        drawMember(operation, parameter.name, operation.schema(parameter.schema), parameter.required, parameter.description))),
    ];
  });
}

function drawBody(operation) {
  if (!operation.body) return [];
  return [
    element("h4", {}, "Body ", element("span", { class: "types" }, operation.body.types.join(" or "))),
    drawMembers(operation, operation.body.schema),
  ];
}

function drawResponses(operation) {
  return [element("h4", {}, "Answers"), ...operation.responses.map(response => drawResponse(operation, response))];
}

function drawResponse(operation, response) {
  const kind = response.status[0];
  const heading = [
    element("span", { class: `status-code status-${kind}` }, response.status),
    element("span", { class: "answer-text" }, ...inline(response.description)),
  ];
  const headers = Object.entries(response.headers ?? {});
  const data = kind === "2" ? dataOf(operation, response.content?.schema) : undefined;
  if (!data && headers.length === 0) return element("div", { class: "answer" }, ...heading);
  return element("details", { class: "answer" },
    element("summary", {}, ...heading),
    ...headers.map(([name, header]) => element("p", { class: "answer-header" }, element("code", {}, name), " ", ...inline(header.description))),
    ...(data ? [element("p", { class: "answer-header" }, "Members of ", element("code", {}, "data")), drawMembers(operation, data)] : []));
}

/** The envelope is the same for all calls: only what it holds is of interest. */
function dataOf(operation, schema) {
  const data = operation.schema(operation.schema(schema)?.properties?.data);
  const inner = data?.items ? operation.schema(data.items) : data;
  return inner?.properties ? inner : undefined;
}

function drawMembers(operation, schema) {
  const found = operation.schema(schema);
  return element("dl", { class: "members" }, ...Object.entries(found?.properties ?? {}).flatMap(([name, member]) =>
    drawMember(operation, name, operation.schema(member), found.required?.includes(name), member.description)));
}

function drawMember(operation, name, schema, required, description) {
  const inner = schema?.properties ? [drawMembers(operation, schema)] : [];
  return [
    element("dt", {}, element("code", {}, name), element("span", { class: "type" }, typeOf(operation, schema)),
      required ? element("span", { class: "required" }, "required") : ""),
    element("dd", {}, ...prose(description ?? schema?.description), ...rules(schema), ...inner),
  ];
}

function rules(schema) {
  const said = [];
  if (schema?.enum) said.push(element("p", { class: "rules" }, "One of ", ...schema.enum.filter(value => value !== null)
    .flatMap((value, index) => [index > 0 ? ", " : "", element("code", {}, String(value))])));
  if (schema?.minimum !== undefined && schema?.maximum !== undefined)
    said.push(element("p", { class: "rules" }, `From ${schema.minimum} to ${schema.maximum}.`));
  else if (schema?.maxLength) said.push(element("p", { class: "rules" }, `At most ${schema.maxLength} characters.`));
  return said;
}

function typeOf(operation, schema) {
  if (!schema) return "any";
  const types = [schema.type ?? "any"].flat();
  const main = types.filter(type => type !== "null").join(" or ") || "any";
  const named = main === "array" ? `array of ${typeOf(operation, operation.schema(schema.items))}` : schema.format ?? main;
  return types.includes("null") || schema.nullable ? `${named} or null` : named;
}
