// Serves the files of public/ over https. The app itself runs in the browser: this server knows nothing of sign-in.
// PORT, ISSUER, API_URL and CERTS can be set; the defaults fit `dotnet run --project src/AppHost`.
import { createServer } from "node:https";
import { readFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const { PORT = "3004", ISSUER = "https://localhost:3001", API_URL = "https://localhost:3002" } = process.env;
const certs = process.env.CERTS ?? join(here, "../../certs");

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const pages = { "/": "index.html", "/callback.html": "callback.html", "/silent.html": "silent.html", "/app.js": "app.js",
  "/callback.js": "callback.js", "/sign-in.js": "sign-in.js", "/app.css": "app.css", "/icon.svg": "icon.svg" };
const library = join(here, "node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js");

const headers = {
  "Content-Security-Policy": `default-src 'self'; connect-src 'self' ${ISSUER} ${API_URL}; frame-src 'self' ${ISSUER}; base-uri 'none'; `
    + "object-src 'none'; frame-ancestors 'self'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-cache",
};

async function answer(request, response) {
  const { pathname } = new URL(request.url, "https://localhost");
  if (pathname === "/config.js") return send(response, "text/javascript", `export default ${JSON.stringify({ issuer: ISSUER, api: API_URL })};\n`);
  const file = pathname === "/oidc-client-ts.js" ? library : pages[pathname] && join(here, "public", pages[pathname]);
  if (!file) return response.writeHead(404, headers).end("Not found");
  send(response, types[extname(file)], await readFile(file));
}

const send = (response, type, body) => response.writeHead(200, { ...headers, "Content-Type": `${type}; charset=utf-8` }).end(body);

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

if (!existsSync(join(certs, "server.crt"))) fail(`There is no certificate in ${certs}: start "dotnet run --project src/AppHost" first, which makes one.`);
if (!existsSync(library)) fail("oidc-client-ts is missing: run npm install.");

const tls = { cert: readFileSync(join(certs, "server.crt")), key: readFileSync(join(certs, "server.key")) };
createServer(tls, (request, response) => answer(request, response).catch(() => response.writeHead(500).end()))
  .on("error", (error) => fail(error.code === "EADDRINUSE" ? `Port ${PORT} is in use: stop the other program, or set PORT.` : error.message))
  .listen(Number(PORT), "localhost", () => console.log(`The sample runs on https://localhost:${PORT}`));
