import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const RUN = fileURLToPath(new URL('../bench/counted/run.mjs', import.meta.url));
const BUDGET = fileURLToPath(new URL('../bench/counted/budget.json', import.meta.url));
/** So many times the recorded work, at least and at most. */
const LEAST = 0.9;
const MOST = 1.1;

interface Work {
  readonly calls: number;
  readonly bytes: number;
}
type Figures = Readonly<Record<string, Work>>;

test('A request to the mock and an exchange that is checked take the calls and the memory that are recorded, within a tenth', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [RUN]);
  const found: Figures = JSON.parse(stdout);
  if (process.env.UPDATE) await writeFile(BUDGET, stdout);
  const recorded: Figures = JSON.parse(await readFile(BUDGET, 'utf8'));
  expect(Object.keys(found)).toEqual(Object.keys(recorded));
  const others = Object.entries(recorded).flatMap(([name, budget]) =>
    (['calls', 'bytes'] as const).flatMap((unit) => {
      const [now = 0, before] = [found[name]?.[unit], budget[unit]];
      if (now >= before * LEAST && now <= before * MOST) return [];
      return [`${name}: ${now} ${unit}, recorded are ${before}`];
    }),
  );
  const cure = 'where the change is meant, npm run budget records it:';
  expect(others, `${cure}\n${others.join('\n')}`).toEqual([]);
});
