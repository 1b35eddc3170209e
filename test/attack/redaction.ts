import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkCapture,
  exchangeLine,
  readCaptures,
  redactCapture,
  reportFormatNames,
  suggestOverlay,
  writeReport,
} from '../../src/api/index.js';
import { harEntry } from '../../src/captures/index.js';
import { contractOf } from '../support/contract.js';
import { exchangeWith, leaksIn, PLANTED, PLANTED_DOCUMENT } from '../support/planted.js';
import { type Attack, must, type Suite } from './attack.js';

/** Each planted secret is looked for in each output; an attempt is one secret in one output. */
export const redaction: Suite = {
  name: 'redaction',
  title: 'No planted secret is in a report, a suggestion, a recording or a redacted capture',
  least: PLANTED.length * 2,
  async run(attack) {
    const contract = await contractOf(PLANTED_DOCUMENT);
    const exchanges = PLANTED.map((planted, index) => exchangeWith(planted, index));
    const captures = {
      ndjson: exchanges.map((exchange) => exchangeLine(exchange)).join(''),
      har: JSON.stringify({
        log: {
          version: '1.2',
          creator: { name: 'attack', version: '1' },
          entries: exchanges.map((exchange) => harEntry({ ...exchange, startedAt: new Date(0), duration: 0 }, '')),
        },
      }),
    };
    const endings = attack.times(1, 2) === 1 ? (['har'] as const) : (['har', 'ndjson'] as const);
    for (const ending of endings) {
      const file = join(attack.folder, `planted.${ending}`);
      writeFileSync(file, captures[ending]);
      await attack.try(`the plants are in the ${ending} capture`, () =>
        must(leaksIn(captures[ending]).length === PLANTED.length, 'a secret was not planted'),
      );
      const result = await checkCapture(contract, file, {
        evidence: true,
        outcomes: true,
        undocumentedHeaders: 'warn',
      });
      for (const format of attack.times(1, 2) === 1 ? (['html', 'json', 'text'] as const) : reportFormatNames)
        await seek(attack, `the ${format} report of a ${ending} capture`, await writeReport(format, result));
      await seek(attack, `the suggestion from a ${ending} capture`, (await suggestOverlay(contract, file)).text);
      for (const to of ['ndjson', 'har']) {
        const output = join(attack.folder, `redacted-${ending}.${to}`);
        await redactCapture(file, output, { contract });
        await seek(attack, `the ${ending} capture redacted to ${to}`, readFileSync(output, 'utf8'));
        await attack.try(`the ${ending} capture redacted to ${to} has all its exchanges`, async () => {
          let read = 0;
          for await (const item of readCaptures(output)) read += 'unread' in item ? 0 : 1;
          must(read === exchanges.length, `${read} of ${exchanges.length} exchanges are left`);
        });
      }
    }
  },
};

async function seek(attack: Attack, where: string, text: string): Promise<void> {
  for (const planted of PLANTED)
    await attack.try(`${planted.place}, in ${where}`, () =>
      must(leaksIn(text, [planted]).length === 0, 'the secret is there'),
    );
}
