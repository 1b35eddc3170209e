/** Writes docs/reference/rules/index.md from the rules that `docproof lint` has. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importSources } from './source.mjs';

const [{ documentRuleIds, lintRules }, { rulesPage }] = await importSources(
  'src/api/lint.ts',
  'src/report/findings/rules-page.ts',
);
const page = rulesPage(await lintRules(), new Set(documentRuleIds));
writeFileSync(fileURLToPath(new URL('../docs/reference/rules/index.md', import.meta.url)), page);
