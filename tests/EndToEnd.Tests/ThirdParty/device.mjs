// npm's openid-client on a device without a browser (RFC 8628).
import * as client from 'openid-client';
import assert from 'node:assert/strict';
import { discover } from './flow.mjs';
import { approve, report } from './party.mjs';

const config = await discover();
const asked = await client.initiateDeviceAuthorization(config, { scope: 'openid profile offline_access' });
assert.ok(new URL(asked.verification_uri_complete).searchParams.get('user_code'), 'the code is in the complete address');
report('codes');

const waiting = client.pollDeviceAuthorizationGrant(config, asked);
await approve(asked.verification_uri_complete);
const tokens = await waiting;
assert.equal((await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub)).preferred_username, 'alice');
report('tokens');

await assert.rejects(client.pollDeviceAuthorizationGrant(config, asked), error => ['invalid_grant', 'expired_token'].includes(error.error));
report('once');
process.exit(0);
