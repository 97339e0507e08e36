// npm's openid-client binds its tokens to a key of its own (RFC 9449): the code, the access token, and a public client's refresh token.
import * as client from 'openid-client';
import { calculateJwkThumbprint, decodeJwt, exportJWK } from 'jose';
import assert from 'node:assert/strict';
import { discover, signIn } from './flow.mjs';
import { report, settings } from './party.mjs';

const config = await discover();
const { alg } = settings;
assert.ok(config.serverMetadata().dpop_signing_alg_values_supported.includes(alg));

const pair = await client.randomDPoPKeyPair(alg, { extractable: true });
const stranger = client.getDPoPHandle(config, await client.randomDPoPKeyPair(alg));
const thumbprint = await calculateJwkThumbprint(await exportJWK(pair.publicKey));
const options = { DPoP: client.getDPoPHandle(config, pair) };

const tokens = await signIn(config, { scope: 'openid offline_access books.read', dpop_jkt: thumbprint }, { options });
assert.equal(tokens.token_type, 'dpop'); // the library folds it to lower case
assert.equal(decodeJwt(tokens.access_token).cnf.jkt, thumbprint);
report('bound');

const { sub } = tokens.claims();
assert.equal((await client.fetchUserInfo(config, tokens.access_token, sub, options)).sub, sub);
await assert.rejects(client.fetchUserInfo(config, tokens.access_token, sub)); // as a bearer token
await assert.rejects(client.fetchUserInfo(config, tokens.access_token, sub, { DPoP: stranger }));
report('userinfo');

const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, options);
assert.equal(refreshed.token_type, 'dpop');
assert.equal(decodeJwt(refreshed.access_token).cnf.jkt, thumbprint);
if (settings.method === 'none') {
  await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token, undefined, { DPoP: stranger }), { error: 'invalid_grant' });
  await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token));
}
await client.refreshTokenGrant(config, refreshed.refresh_token, undefined, options); // what was refused has changed nothing
report('refresh');

const late = { DPoP: stranger };
await assert.rejects(signIn(config, { scope: 'openid', dpop_jkt: thumbprint }, { options: late }), { error: 'invalid_grant' });
report('a code of another key');
process.exit(0);
