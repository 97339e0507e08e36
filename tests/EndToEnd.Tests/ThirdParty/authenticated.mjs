// npm's openid-client authenticates by assertion at every endpoint where a client does: token, introspection, revocation (RFC 7523 §2.2).
import * as client from 'openid-client';
import assert from 'node:assert/strict';
import { discover } from './flow.mjs';
import { clientKey, report, settings } from './party.mjs';

const config = await discover();
const server = config.serverMetadata();
assert.ok(server.token_endpoint_auth_methods_supported.includes(settings.method));
const alg = settings.key?.alg ?? 'HS256';
assert.ok(server.token_endpoint_auth_signing_alg_values_supported.includes(alg), `${alg} is not in the metadata`);

const tokens = await client.clientCredentialsGrant(config, { scope: 'books.read' });
assert.equal(tokens.scope, 'books.read');
report('token');

assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, true);
report('introspection');

await client.tokenRevocation(config, tokens.access_token);
assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false);
report('revocation');

const elsewhere = { [client.modifyAssertion]: (_, payload) => { payload.aud = 'https://another-server.test'; } };
const wrong = settings.method === 'private_key_jwt'
  ? client.PrivateKeyJwt(await clientKey(), elsewhere)
  : client.ClientSecretJwt(settings.clientSecret, elsewhere);
const impostor = new client.Configuration(server, settings.clientId, {}, wrong);
await assert.rejects(client.clientCredentialsGrant(impostor, { scope: 'books.read' }), { status: 401 });
report('an assertion for another server');
process.exit(0);
