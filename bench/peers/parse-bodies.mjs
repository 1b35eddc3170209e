// What no checker can do without: each line of a capture (NDJSON), and each body in it, through JSON.parse. With a
// document, each body also through its schema,
// compiled by ajv before the first line is read. No parameter, header, credential or status is judged, and no
// operation looked for: the line names it.
//   node parse-bodies.mjs CAPTURE [DOCUMENT]
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { compileBodies } from './compile-bodies.mjs';
import { begin } from './report.mjs';

const [, , capture, document] = process.argv;
const validators = document === undefined ? new Map() : compileBodies(JSON.parse(readFileSync(document, 'utf8')));
const input = createReadStream(capture, { highWaterMark: 1 << 18 });
const report = begin();
let exchanges = 0;
let faults = 0;
for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
  const { operation, request, response } = JSON.parse(line);
  exchanges += 1;
  judge(request.body, operation);
  judge(response.body, `${operation} ${response.status}`);
}
report({ exchanges, faults });

function judge(body, key) {
  if (body === null || body === '') return;
  if (!body.startsWith('{') && !body.startsWith('[')) return;
  const value = JSON.parse(body);
  const validate = validators.get(key);
  if (validate && !validate(value)) faults += 1;
}
