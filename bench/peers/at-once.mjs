// What the machine itself gives: `COUNT` processes of `docproof check DOCUMENT CAPTURE` at once, that share nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const [docproof, document, capture, count] = process.argv.slice(2);
const args = [...process.execArgv, docproof, 'check', document, capture];
const processes = Array.from({ length: Number(count) }, () => spawn(process.execPath, args, { stdio: 'ignore' }));
const codes = await Promise.all(processes.map(async (each) => (await once(each, 'exit'))[0]));
if (codes.some((code) => code !== 0)) process.exitCode = 1;
