// npm's openid-client names the API that a token is for (RFC 8707).
import * as client from 'openid-client';
import { decodeJwt } from 'jose';
import assert from 'node:assert/strict';
import { discover, signIn } from './flow.mjs';
import { report } from './party.mjs';

const [books, music] = ['https://books.example', 'https://music.example'];
const config = await discover();

const both = new URLSearchParams({ scope: 'openid offline_access books.read music.play' });
both.append('resource', books);
both.append('resource', music);
const tokens = await signIn(config, both, { tokenParameters: { resource: books } });
assert.deepEqual([decodeJwt(tokens.access_token).aud, decodeJwt(tokens.access_token).scope.split(' ').includes('music.play')], [books, false]);
report('one of two');

const other = await client.refreshTokenGrant(config, tokens.refresh_token, { resource: music });
assert.equal(decodeJwt(other.access_token).aud, music);
assert.ok(!decodeJwt(other.access_token).scope.split(' ').includes('books.read'));
report('the other one');

await assert.rejects(client.refreshTokenGrant(config, other.refresh_token, { resource: 'https://localhost:3006' }), { error: 'invalid_target' });
await assert.rejects(client.clientCredentialsGrant(config, { scope: 'books.read', resource: 'https://nobody.example' }), { error: 'invalid_target' });
report('none that was not agreed to');
process.exit(0);
