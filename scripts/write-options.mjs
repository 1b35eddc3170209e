/** Writes what is made of the tables of options: the JSON Schema of docproof.yaml, and docs/reference/options.md. */
import { writeFileSync } from 'node:fs';
import { importSources } from './source.mjs';

const [{ configSchema, optionsPage }] = await importSources('src/options/index.ts');

/** As Biome formats it: arrays of texts are on one line. */
const schema = JSON.stringify(configSchema(), null, 2).replace(
  /\[\s+((?:"[^"]*",\s+)*"[^"]*")\s+\]/g,
  (_, items) => `[${items.replace(/\s*\n\s*/g, ' ')}]`,
);

const FILES = { 'src/model/schema/config.schema.json': `${schema}\n`, 'docs/reference/options.md': optionsPage() };
for (const [path, text] of Object.entries(FILES)) writeFileSync(new URL(`../${path}`, import.meta.url), text);
