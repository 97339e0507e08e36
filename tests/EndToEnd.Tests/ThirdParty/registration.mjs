// npm's openid-client registers itself (RFC 7591), signs a person in, and reads, changes and deletes its registration (RFC 7592).
import * as client from 'openid-client';
import assert from 'node:assert/strict';
import { signIn } from './flow.mjs';
import { report, settings } from './party.mjs';

const metadata = {
  client_name: 'Came by itself',
  redirect_uris: [settings.redirectUri],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'client_secret_post',
  scope: 'openid profile offline_access',
};
const config = await client.dynamicClientRegistration(new URL(settings.issuer), metadata);
const { client_id, registration_access_token, registration_client_uri } = config.clientMetadata();
report('registered');

const tokens = await signIn(config, { scope: 'openid profile offline_access' });
assert.equal((await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub)).preferred_username, 'alice');
report('used');

const manage = (token, method, body) => fetch(registration_client_uri, {
  method,
  headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
  body: body && JSON.stringify(body),
});
const read = await manage(registration_access_token, 'GET');
assert.deepEqual([read.status, (await read.json()).client_name], [200, metadata.client_name]);
const changed = await manage(registration_access_token, 'PUT', { ...metadata, client_id, client_name: 'Another name' });
const { registration_access_token: next, client_name } = await changed.json();
assert.deepEqual([changed.status, client_name], [200, 'Another name']);
report('managed');

const token = next ?? registration_access_token;
assert.equal((await manage(token, 'DELETE')).status, 204);
assert.equal((await manage(token, 'GET')).status, 401);
await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { status: 401 });
report('deleted');
process.exit(0);
