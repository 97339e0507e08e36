// Reads an OpenAPI 3.1 document into what the page shows.
const methods = ["get", "post", "put", "patch", "delete"];

export function read(source) {
  const server = new URL(source.servers?.[0]?.url ?? ".", location.href).href.replace(/\/$/, "");
  const operations = Object.entries(source.paths).flatMap(([path, item]) =>
    methods.filter(method => item[method]).map(method => readOperation(source, server, path, method, item[method])));
  const tags = source.tags ?? [...new Set(operations.map(operation => operation.tag))].map(name => ({ name }));
  return {
    title: source.info.title,
    version: source.info.version,
    description: source.info.description,
    servers: (source.servers ?? [{ url: server }]).map(one => ({ url: one.url, description: one.description ?? "Server" })),
    groups: tags
      .map(tag => ({ ...tag, operations: operations.filter(operation => operation.tag === tag.name) }))
      .filter(group => group.operations.length > 0),
  };
}

function readOperation(source, server, path, method, operation) {
  const body = readContent(source, resolve(source, operation.requestBody));
  const parameters = (operation.parameters ?? []).map(parameter => resolve(source, parameter));
  const read = {
    id: operation.operationId,
    tag: operation.tags?.[0] ?? "Calls",
    method, path, parameters, body,
    summary: operation.summary,
    description: operation.description,
    scopes: (operation.security ?? []).flatMap(one => Object.values(one).flat()),
    anonymous: (operation.security ?? []).some(one => Object.keys(one).length === 0) || !(operation.security?.length > 0),
    permission: operation["x-permission"],
    schema: schema => resolve(source, schema),
    responses: Object.entries(operation.responses).map(([status, response]) => ({
      status, ...resolve(source, response), content: readContent(source, resolve(source, response)),
    })),
  };
  return { ...read, curl: curl(server, read) };
}

function readContent(source, holder) {
  const [type, media] = Object.entries(holder?.content ?? {})[0] ?? [];
  if (!media) return undefined;
  const example = media.example ?? Object.values(media.examples ?? {})[0]?.value;
  return { types: Object.keys(holder.content), type, schema: media.schema, example };
}

/** Follows $ref; of "this or null" it takes this. */
function resolve(source, part) {
  let found = part;
  while (found?.$ref) found = found.$ref.slice(2).split("/").reduce((node, key) => node[key.replaceAll("~1", "/").replaceAll("~0", "~")], source);
  const choices = (found?.oneOf ?? found?.anyOf)?.filter(choice => choice.type !== "null");
  return choices?.length === 1 ? { ...resolve(source, choices[0]), nullable: true, description: found.description ?? resolve(source, choices[0]).description } : found;
}

function curl(server, operation) {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
    operation.parameters.find(parameter => parameter.name === name)?.example ?? name.toUpperCase());
  const lines = [`curl ${operation.method === "get" ? "" : `-X ${operation.method.toUpperCase()} `}'${server}${path}'`];
  if (!operation.anonymous) lines.push(`-H "Authorization: Bearer $TOKEN"`);
  if (operation.method === "put" || operation.method === "patch") lines.push(`-H 'If-Match: "12"'`);
  if (operation.method === "post") lines.push(`-H "Idempotency-Key: $(uuidgen)"`);
  if (operation.body) {
    lines.push(`-H 'Content-Type: ${operation.body.type}'`);
    lines.push(`-d '${layOut(operation.body.example ?? {}).replaceAll("'", "'\\''")}'`);
  }
  return lines.join(" \\\n  ");
}

/** On one line where it is short. */
function layOut(example) {
  const line = JSON.stringify(example);
  return line.length > 50 ? JSON.stringify(example, null, 2) : line;
}
