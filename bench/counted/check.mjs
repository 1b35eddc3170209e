// Checks captures, one after the other, and writes a line of JSON for each: the work that it took.
//   node --import counter.mjs check.mjs CAPTURE…
import { join } from 'node:path';
import { ROOT } from '../cases/context.mjs';
import { takeWork } from './counter.mjs';

const { checkCapture, loadContract } = await import(join(ROOT, 'dist/api/index.js'));
const contract = await loadContract(join(ROOT, 'spec/openapi.yaml'));
for (const file of process.argv.slice(2)) {
  await takeWork();
  const { summary } = await checkCapture(contract, file);
  console.log(JSON.stringify({ ...(await takeWork()), passed: summary.passed }));
}
