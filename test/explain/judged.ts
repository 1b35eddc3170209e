import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeCaptures } from '../../src/api/check.js';
import { checkCapture, lint } from '../../src/api/index.js';
import { ndjson } from '../../src/captures/formats/ndjson.js';
import type { Example } from '../../src/explain/entry.js';
import { documentOf, pagesOf } from '../../src/explain/shown.js';
import { type CaptureItem, isUnread } from '../../src/model/index.js';
import { compilePages, findingsOf, rules } from '../../src/pages/index.js';
import { contractOf, thingsDocument } from '../support/contract.js';

type ExampleOf<Kind extends Example['of']> = Extract<Example, { of: Kind }>;

/** What Docproof says of one side of an example: the names of keywords, rules and reasons, each once. */
export async function judged(example: Example, side: 'bad' | 'good'): Promise<string[]> {
  switch (example.of) {
    case 'value':
      return judgedValue(example, side);
    case 'exchange':
      return judgedExchange(example, side);
    case 'document':
      return judgedDocument(example, side);
    case 'pages':
      return judgedPages(side === 'bad' ? example : { of: 'pages', ...(example.beside ? { beside: [] } : {}) });
  }
}

/** The value is the body of a request and of its answer. */
async function judgedValue({ schema, ...sides }: ExampleOf<'value'>, side: 'bad' | 'good'): Promise<string[]> {
  const json: unknown = JSON.parse(sides[side]);
  const line = { request: { method: 'POST', url: '/things', json }, response: { status: 201, json } };
  const { violations } = await checkCapture(
    await contractOf(thingsDocument(schema)),
    exchangesIn(JSON.stringify(line)),
  );
  return unique(violations.map(({ keyword }) => keyword));
}

async function judgedExchange(example: ExampleOf<'exchange'>, side: 'bad' | 'good'): Promise<string[]> {
  const { document, mended = document, flag } = example;
  const contract = await contractOf(documentOf(side === 'good' ? mended : document, example));
  const options = { outcomes: true, ...(flag ? { [nameOf(flag[0])]: flag[1] } : {}) };
  const { result } = await judgeCaptures(contract, exchangesIn(example[side]), options);
  const { violations, outcomes = [], summary } = result;
  return unique([
    ...violations.map(({ keyword }) => keyword),
    ...outcomes.flatMap(({ reasons }) => reasons),
    // This one changes no verdict: it is a line under "Not checked".
    ...(summary.credentialsNotJudged > 0 ? ['credentials-stripped'] : []),
  ]);
}

async function judgedDocument(example: ExampleOf<'document'>, side: 'bad' | 'good'): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'docproof-explain-'));
  try {
    const file = join(folder, `openapi.${example.as ?? 'yaml'}`);
    writeFileSync(file, documentOf(example[side], example));
    return unique((await lint(file)).findings.map(({ rule }) => rule));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function judgedPages(example: ExampleOf<'pages'>): string[] {
  const files = Object.entries(pagesOf(example)).map(([name, text]) => ({ name, text }));
  const on = rules.filter(({ isOff }) => isOff).map(({ id }) => id);
  return unique(findingsOf(compilePages(files), { on }).map(({ rule }) => rule));
}

async function* exchangesIn(text: string): AsyncGenerator<CaptureItem> {
  async function* chunks() {
    yield new TextEncoder().encode(text);
  }
  for await (const item of ndjson.read('capture.ndjson', chunks())) {
    if (isUnread(item)) throw new Error(item.detail);
    yield item;
  }
}

/** `--undocumented-headers` is `undocumentedHeaders`. */
function nameOf(flag: string): string {
  return flag.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
