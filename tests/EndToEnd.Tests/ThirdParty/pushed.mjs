// npm's openid-client pushes its request (RFC 9126), as it stands and signed (RFC 9101 §10.2 within RFC 9126 §3).
import * as client from 'openid-client';
import assert from 'node:assert/strict';
import { discover, signIn } from './flow.mjs';
import { clientKey, report } from './party.mjs';

const config = await discover();
let sent;
const push = async (config, parameters) => (sent = await client.buildAuthorizationUrlWithPAR(config, parameters));

const tokens = await signIn(config, { scope: 'openid books.read' }, { build: push });
assert.deepEqual([...sent.searchParams.keys()].sort(), ['client_id', 'request_uri']);
assert.match(sent.searchParams.get('request_uri'), /^urn:ietf:params:oauth:request_uri:/);
assert.ok(tokens.claims().sub);
report('pushed');

await assert.rejects(
  client.buildAuthorizationUrlWithPAR(config, { scope: 'openid', redirect_uri: 'https://stranger.test/callback', code_challenge_method: 'S256', code_challenge: 'x'.repeat(43) }),
  { error: 'invalid_request' });
report('refused before any browser');

const pushSigned = async (config, parameters) => push(config, (await client.buildAuthorizationUrlWithJAR(config, parameters, await clientKey())).searchParams);
const again = await signIn(config, { scope: 'openid books.read' }, { build: pushSigned });
assert.equal(again.claims().sub, tokens.claims().sub);
report('pushed and signed');
process.exit(0);
