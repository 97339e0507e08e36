// Adds up the results of all test projects: prints failures and skips with their reasons, then 'N passed, N failed'.
// After a whole run it also checks that every test that docs/rfc-coverage.md names has run and passed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, allowedFile, coverageFile] = process.argv.slice(2);
const allowed = new Set(readFileSync(allowedFile, 'utf8').split('\n').map(line => line.split('#')[0].trim()).filter(Boolean));
const unescape = text => text
  .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&#xA;/gi, '\n').replace(/&amp;/g, '&');

let passed = 0, failed = 0;
const passedMethods = new Set();
const skipped = [], failures = [];
for (const file of readdirSync(folder)) {
  if (file.endsWith('.crashed')) {
    failed++;
    failures.push(`${file.slice(0, -'.crashed'.length)} ended without a result`);
  }
  if (!file.endsWith('.xml')) continue;
  const xml = readFileSync(join(folder, file), 'utf8');
  for (const [, errors] of xml.matchAll(/<assembly [^>]*?\berrors="(\d+)"/g)) failed += Number(errors);
  for (const [, attributes, body] of xml.matchAll(/<test ([^>]*?)(?:\/>|>([\s\S]*?)<\/test>)/g)) {
    const attribute = name => unescape(attributes.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? '');
    switch (attribute('result')) {
      case 'Pass':
        passed++;
        passedMethods.add(`${attribute('type').split('.').pop()}.${attribute('method')}`);
        break;
      case 'Fail':
        failed++;
        failures.push(`${attribute('name')}\n    ${unescape(body?.match(/<message><!\[CDATA\[([\s\S]*?)\]\]>/)?.[1] ?? '').slice(0, 1500)}`);
        break;
      default:
        skipped.push({ name: `${attribute('type')}.${attribute('method')}`, reason: unescape(body?.match(/<reason><!\[CDATA\[([\s\S]*?)\]\]>/)?.[1] ?? '') });
    }
  }
}

for (const failure of failures) console.log(`FAILED ${failure}`);
for (const { name, reason } of skipped) {
  const forbidden = process.env.CI === 'true' && !allowed.has(name);
  if (forbidden) failed++;
  console.log(`${forbidden ? 'FAILED, since it may not be skipped here:' : 'skipped'} ${name}: ${reason}`);
}
if (coverageFile) {
  const named = [...readFileSync(coverageFile, 'utf8').matchAll(/`([A-Z]\w*\.[A-Z]\w*)`/g)].map(([, name]) => name);
  for (const name of new Set(named)) {
    if (passedMethods.has(name)) continue;
    failed++;
    console.log(`FAILED ${name}: docs/rfc-coverage.md names it, but no such test passed.`);
  }
}
if (passed + failed === 0) failed++, console.log('FAILED: no test ran.');
console.log(`${skipped.length} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
