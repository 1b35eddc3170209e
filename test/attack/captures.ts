import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { readCapture } from '../../src/captures/index.js';
import { InputError } from '../../src/model/index.js';
import { type Attack, must, type Suite } from './attack.js';

const FOLDER = fileURLToPath(new URL('../captures/captures/', import.meta.url));
const TOKENS = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '\n',
  '\r\n',
  '\u0000',
  '\ufeff',
  '- ',
  '&a ',
  '*a',
  '!!binary ',
  '|',
  '1e999',
  '\\u',
  '--',
  'HTTP/1.1 ',
  '@',
  '%',
  '999999999:',
  '<',
  'PK\u0003\u0004',
  '\u001f\u008b',
];
/** Chunks of exchanges that one small, damaged capture may bring. */
const MOST_ITEMS = 100_000;

/** Captures that are cut, mixed and damaged at random places. */
export const captures: Suite = {
  name: 'captures',
  title: 'A damaged capture is read as far as it goes, and the rest is named; nothing throws but a clear error',
  least: 300,
  async run(attack) {
    const samples = files(FOLDER).filter((file) => statSync(file).size < 200_000);
    const damages = fc.sample(damage, { numRuns: attack.times(400, 6_000), seed: attack.seed });
    for (const [index, parts] of damages.entries()) {
      const file = samples[index % samples.length] ?? '';
      const bytes = damaged(readFileSync(file), parts);
      await attack.try(
        `seed ${attack.seed}, damage ${index} to ${file.slice(FOLDER.length)}: ${JSON.stringify(parts)}`,
        () => readAll(attack, bytes),
      );
    }
  },
};

interface Damage {
  /** Where, as a part of the whole. */
  readonly place: number;
  readonly kind: 'cut' | 'drop' | 'insert' | 'flip' | 'repeat';
  readonly token: string;
}

const damage = fc.array(
  fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('cut', 'drop', 'insert', 'flip', 'repeat'),
    token: fc.oneof(fc.constantFrom(...TOKENS), fc.string({ maxLength: 6 })),
  }),
  { minLength: 1, maxLength: 4 },
);

function damaged(whole: Buffer, parts: readonly Damage[]): Buffer {
  return parts.reduce((bytes, { place, kind, token }) => {
    const at = Math.floor(place * bytes.length);
    const before = bytes.subarray(0, at);
    if (kind === 'cut') return before;
    if (kind === 'drop') return Buffer.concat([before, bytes.subarray(at + 10)]);
    if (kind === 'insert') return Buffer.concat([before, Buffer.from(token), bytes.subarray(at)]);
    if (kind === 'repeat')
      return Buffer.concat([before, bytes.subarray(Math.max(0, at - 200), at), bytes.subarray(at)]);
    const flipped = Buffer.from(bytes);
    if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ 0x55;
    return flipped;
  }, whole);
}

async function readAll(attack: Attack, bytes: Buffer): Promise<void> {
  let items = 0;
  try {
    for await (const item of readCapture('damaged', chunks(bytes))) {
      items += 1;
      must(typeof item === 'object' && item !== null, 'an item that is no object');
      must(items < MOST_ITEMS, 'more items than a small capture can bring');
    }
  } catch (error) {
    must(
      error instanceof InputError,
      `not a clear error: ${error instanceof Error ? error.stack : String(error)} (seed ${attack.seed})`,
    );
  }
}

async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 4096) yield bytes.subarray(at, at + 4096);
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}
