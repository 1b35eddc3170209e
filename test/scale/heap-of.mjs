// Prints the bytes of a document and the bytes of heap that it takes: once it is loaded and its operations are
// compiled,
// and once each schema of a body can judge, in both directions. Run with --expose-gc; the argument is the document's
// folder.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { importSources } from '../../scripts/source.mjs';

const [, , folder = ''] = process.argv;
const [{ loadContract }] = await importSources('src/api/index.ts');
const bytes = readdirSync(folder, { recursive: true })
  .map((name) => statSync(join(folder, String(name))))
  .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);

const before = heap();
const contract = await loadContract(join(folder, 'openapi.yaml'));
const bodies = contract.operations.flatMap((operation) => bodiesOf(contract.compile(operation), operation));
const loaded = heap() - before;
for (const [schema, direction] of bodies) contract.schemas.prepare(schema, direction);
const ready = heap() - before;
process.stdout.write(JSON.stringify({ bytes, loaded, ready, operations: contract.operations.length }));

function bodiesOf({ requestContent, responseContent }, { responses }) {
  const contents = [
    ['request', requestContent],
    ...[...responses.values()].map((response) => ['response', responseContent(response)]),
  ];
  return contents.flatMap(([direction, content]) =>
    (content?.keys ?? []).flatMap((key) => {
      const schema = content.get(key)?.schema;
      return schema === undefined ? [] : [[schema, direction]];
    }),
  );
}

function heap() {
  for (let round = 0; round < 3; round += 1) globalThis.gc();
  return process.memoryUsage().heapUsed;
}
