// Prints '-method Type.Method' for each failed test of a result file that drives a browser. Only these get a second try: a busy machine makes a
// browser late, while a race or an attack that succeeds once has succeeded.
import { read } from './results.mjs';

const failed = read(process.argv[2]).tests.filter(test => test.result === 'Fail' && test.drivesBrowser);
for (const method of new Set(failed.map(test => `${test.type}.${test.method}`))) console.log(`-method\n${method}`);
