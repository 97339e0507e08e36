// npm's openid-client: discovery, code + PKCE, userinfo, refresh, introspection, revocation, logout.
import * as client from 'openid-client';
import assert from 'node:assert/strict';
import { discover, signIn } from './flow.mjs';
import { browse, report, settings } from './party.mjs';

const { issuer, postLogoutRedirectUri } = settings;
const config = await discover();
assert.equal(config.serverMetadata().issuer, issuer);
report('discovery');

const tokens = await signIn(config, { scope: 'openid profile email offline_access books.read' });
report('code');

const person = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
assert.equal(person.preferred_username, 'alice');
report('userinfo');

const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
assert.equal(refreshed.claims().sub, tokens.claims().sub);
report('refresh');

assert.equal((await client.tokenIntrospection(config, refreshed.access_token)).active, true);
assert.equal((await client.tokenIntrospection(config, refreshed.refresh_token)).active, true);
await client.tokenRevocation(config, refreshed.refresh_token);
assert.equal((await client.tokenIntrospection(config, refreshed.refresh_token)).active, false);
await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token), { error: 'invalid_grant' });
report('revocation');

const goodbye = await browse(client.buildEndSessionUrl(config, {
  id_token_hint: refreshed.id_token,
  post_logout_redirect_uri: postLogoutRedirectUri,
  state: 'see-you',
}));
assert.equal(goodbye.href, `${postLogoutRedirectUri}?state=see-you`);
report('logout');
process.exit(0);
