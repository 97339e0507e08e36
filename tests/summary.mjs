// Adds up the results of all test projects: prints failures and skips with their reasons, then 'N passed, N failed'.
// After a whole run it also checks that every test that docs/rfc-coverage.md names has run and passed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read } from './results.mjs';

const secondTry = ', second try';
const [folder, allowedFile, coverageFile] = process.argv.slice(2);
const allowed = new Set(readFileSync(allowedFile, 'utf8').split('\n').map(line => line.split('#')[0].trim()).filter(Boolean));

let passed = 0, failed = 0;
const passedMethods = new Set();
const skipped = [], failures = [], unsteady = [];
for (const file of readdirSync(folder)) {
  if (file.endsWith('.crashed')) {
    failed++;
    failures.push(`${file.slice(0, -'.crashed'.length)} ended without a result`);
  }
  if (!file.endsWith('.xml') || file.endsWith(`${secondTry}.xml`)) continue;
  const again = join(folder, file.replace('.xml', `${secondTry}.xml`));
  const passedAgain = new Set(existsSync(again) ? read(again).tests.filter(test => test.result === 'Pass').map(test => test.name) : []);
  const { tests, errors } = read(join(folder, file));
  failed += errors;
  for (const { name, type, method, result, drivesBrowser, message, reason } of tests) {
    const failure = `${name}\n    ${message.slice(0, 1500)}`;
    const isUnsteady = result === 'Fail' && drivesBrowser && passedAgain.has(name);
    if (isUnsteady) unsteady.push(failure);
    if (result === 'Pass' || isUnsteady) {
      passed++;
      passedMethods.add(`${type.split('.').pop()}.${method}`);
    } else if (result === 'Fail') {
      failed++;
      failures.push(failure);
    } else {
      skipped.push({ name: `${type}.${method}`, reason });
    }
  }
}

for (const failure of failures) console.log(`FAILED ${failure}`);
for (const failure of unsteady) console.log(`passed only on its second try: ${failure}`);
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
