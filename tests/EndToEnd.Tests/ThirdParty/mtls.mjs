// npm's openid-client proves itself by its TLS certificate, and its tokens are bound to it (RFC 8705).
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createHash, X509Certificate } from 'node:crypto';
import * as client from 'openid-client';
import { decodeJwt } from 'jose';
import assert from 'node:assert/strict';
import { discover } from './flow.mjs';
import { report, settings } from './party.mjs';

const certificate = readFileSync(settings.certificateFile);
const agent = new Agent({ cert: certificate, key: readFileSync(settings.keyFile), ca: readFileSync(process.env.NODE_EXTRA_CA_CERTS) });
const bare = new Agent({ ca: readFileSync(process.env.NODE_EXTRA_CA_CERTS) });

/** fetch, on connections that show a certificate: Node's own has no such option. */
const fetchBy = agent => (url, { method, headers, body }) => new Promise((resolve, reject) => {
  const sent = request(url, { method, headers: Object.fromEntries(new Headers(headers)), agent }, async response => {
    const parts = [];
    for await (const part of response) parts.push(part);
    resolve(new Response(parts.length ? Buffer.concat(parts) : null, { status: response.statusCode, headers: response.headers }));
  });
  sent.on('error', reject).end(body?.toString());
});

const config = await discover({ use_mtls_endpoint_aliases: true }, { [client.customFetch]: fetchBy(agent) });
assert.ok(config.serverMetadata().mtls_endpoint_aliases.token_endpoint);
assert.equal(config.serverMetadata().tls_client_certificate_bound_access_tokens, true);

const tokens = await client.clientCredentialsGrant(config, { scope: 'books.read' });
const hash = createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url');
assert.equal(decodeJwt(tokens.access_token).cnf['x5t#S256'], hash); // §3.1
report('bound');

const introspected = await client.tokenIntrospection(config, tokens.access_token);
assert.equal(introspected.active, true);
assert.equal(introspected.cnf['x5t#S256'], hash); // §3.2
report('introspection');

config[client.customFetch] = fetchBy(bare);
await assert.rejects(client.clientCredentialsGrant(config, { scope: 'books.read' }));
report('without the certificate');
process.exit(0);
