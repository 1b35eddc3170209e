// Reads a YAML file with one of several readers, and says how long the reading alone took: without start and loading
// the reader.
//   node read-yaml.mjs docproof|js-yaml|yaml FILE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { importSources } from '../../scripts/source.mjs';
import { ROOT } from '../cases/context.mjs';
import { begin } from './report.mjs';

const [, , reader, file] = process.argv;
const READERS = {
  async docproof() {
    const [{ parseText }] = await importSources('src/document/index.ts');
    return (text) => parseText(text, file);
  },
  async 'js-yaml'() {
    const { CORE_SCHEMA, load } = await import('js-yaml');
    return (text) => load(text, { schema: CORE_SCHEMA });
  },
  async yaml() {
    // The one that Docproof itself installs.
    const { parse } = createRequire(join(ROOT, 'package.json'))('yaml');
    return (text) => parse(text, { merge: true, logLevel: 'error' });
  },
};
const read = await READERS[reader]();
const text = readFileSync(file, 'utf8');
const report = begin();
const { paths } = read(text);
report({ reader, paths: Object.keys(paths).length });
