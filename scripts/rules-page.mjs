/** Writes docs/rules.md from the rules that `docproof lint` has. Needs a build. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { documentRuleIds, lintRules } from '../dist/api/lint.js';
import { rulesPage } from '../dist/report/findings/rules-page.js';

const page = rulesPage(await lintRules(), new Set(documentRuleIds));
writeFileSync(fileURLToPath(new URL('../docs/rules.md', import.meta.url)), page);
