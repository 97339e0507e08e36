// npm's openid-client signs its authorization request (RFC 9101).
import * as client from 'openid-client';
import assert from 'node:assert/strict';
import { discover, signIn } from './flow.mjs';
import { clientKey, report, settings } from './party.mjs';

const config = await discover();
assert.ok(config.serverMetadata().request_object_signing_alg_values_supported.includes(settings.key.alg));

let sent;
const sign = async (config, parameters) => (sent = await client.buildAuthorizationUrlWithJAR(config, parameters, await clientKey()));
const tokens = await signIn(config, { scope: 'openid books.read' }, { build: sign });
assert.deepEqual([...sent.searchParams.keys()].sort(), ['client_id', 'request']);
assert.ok(tokens.claims().sub);
report('signed');
process.exit(0);
