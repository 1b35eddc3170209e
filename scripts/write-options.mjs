/** Writes what is made of the tables of options: the JSON Schema of docproof.yaml, and docs/options.md. Needs `npm run build`. */
import { writeFileSync } from 'node:fs';
import { configSchema, optionsPage } from '../dist/options/index.js';

/** As Biome formats it: arrays of texts are on one line. */
const schema = JSON.stringify(configSchema(), null, 2).replace(
  /\[\s+((?:"[^"]*",\s+)*"[^"]*")\s+\]/g,
  (_, items) => `[${items.replace(/\s*\n\s*/g, ' ')}]`,
);

const FILES = { 'src/model/schema/config.schema.json': `${schema}\n`, 'docs/options.md': optionsPage() };
for (const [path, text] of Object.entries(FILES)) writeFileSync(new URL(`../${path}`, import.meta.url), text);
