import { readFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../src/api/index.js';
import { readCapture } from '../../src/captures/index.js';
import {
  type Counts,
  type Examined,
  type Executor,
  faultKey,
  inThisThread,
  itemExaminer,
  type PackedResult,
  type RunSettings,
  resultPacker,
  runCheck,
} from '../../src/check/index.js';
import { type Contract, createContract } from '../../src/contract/index.js';
import { pseudonyms } from '../../src/io/index.js';
import type { CaptureItem, Unread } from '../../src/model/index.js';

const SETTINGS: RunSettings = {
  rules: { baseUrls: ['http://127.0.0.1:4010'], undocumentedHeaders: 'warn' },
  evidence: true,
  redact: { names: ['riskEventType'], key: 'k' },
};

let contract: Contract;
let items: CaptureItem[];
beforeAll(async () => {
  contract = await loadContract('spec/openapi.yaml');
  items = [];
  for (const name of ['seeded.har', 'owner.ndjson', 'seeded.har'])
    for await (const item of readCapture(name, bytesOf(readFileSync(`contracts/captures/${name}`)))) items.push(item);
});

async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* streamOf<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}

/** A copy as a queue makes it: of bytes, so that nothing but plain data comes through. */
function sent<T>(value: T): T {
  const copy: T = deserialize(serialize(value));
  return copy;
}

/** An executor as a queue would be one: workers elsewhere take batches as they can, and answer in any order. */
const onAQueue =
  (workers: number): Executor<AsyncIterable<CaptureItem>> =>
  ({ document: { source, root, dialect, files, binaries } }, source_, settings) => {
    const setup = sent({ document: { source, root, dialect, files, binaries }, settings });
    const pool = Array.from({ length: workers }, () => {
      const copy = createContract(sent(setup.document));
      return { ...itemExaminer(copy, sent(settings), pseudonyms), packer: resultPacker(copy) };
    });
    const counts = async (): Promise<readonly Counts[]> => pool.map((worker) => sent(worker.counts())).reverse();
    const results = async function* (): AsyncGenerator<Examined | Unread> {
      const batches: CaptureItem[][] = [];
      for await (const item of source_) {
        const batch = batches.at(-1);
        if (batch && batch.length < 3) batch.push(item);
        else batches.push([item]);
      }
      const answers = new Map<number, string>();
      for (const [index, batch] of [...batches.entries()].reverse()) {
        const worker = pool[index % workers];
        const pack = worker?.packer.packing();
        const packed = sent(batch).map((item) => pack && worker?.examine(item).map(pack)[0]);
        answers.set(index, JSON.stringify(packed));
      }
      const packer = resultPacker(contract);
      for (const [index, batch] of batches.entries()) {
        const unpack = packer.unpacking();
        const parsed: PackedResult[] = JSON.parse(answers.get(index) ?? '[]');
        for (const [at, each] of parsed.entries()) {
          const item = batch[at];
          if (item) yield unpack(each, item.source, 0);
        }
      }
    };
    return { results: results(), counts };
  };

describe('the executor port', () => {
  test('An executor that sends bytes and answers in any order gives the same result as the in-thread executor', async () => {
    const alone = await runCheck(contract, inThisThread(pseudonyms)(contract, streamOf(items), SETTINGS), {});
    const queued = await runCheck(contract, onAQueue(3)(contract, streamOf(items), SETTINGS), {});
    expect(alone.summary.checked).toBeGreaterThan(10);
    expect(alone.faults.length).toBeGreaterThan(3);
    // Which message shows a fault is decided where the fault is first met; each worker meets it once.
    expect({ ...queued, faults: queued.faults.map(withoutEvidence) }).toEqual({
      ...alone,
      faults: alone.faults.map(withoutEvidence),
    });
    expect(JSON.stringify(queued.violations)).toBe(JSON.stringify(alone.violations));
  });

  test('A check run reports each fault once, and every outcome', async () => {
    const faults: string[] = [];
    let outcomes = 0;
    await runCheck(contract, inThisThread(pseudonyms)(contract, streamOf(items), SETTINGS), {
      // Each member that is missing is reported when it is first seen to be missing.
      onFault: (violation) => faults.push(`${violation.operation} ${faultKey(violation)} ${violation.missing ?? ''}`),
      onOutcome: () => {
        outcomes += 1;
      },
    });
    expect(outcomes).toBe(items.length);
    expect(faults.length).toBeGreaterThan(3);
    expect(faults).toEqual([...new Set(faults)]);
  });

  test('An executor refuses a base URL without a host at once', () => {
    const settings = { ...SETTINGS, rules: { baseUrls: ['localhost'] } };
    expect(() => inThisThread(pseudonyms)(contract, streamOf(items), settings)).toThrow('localhost is not a base URL');
  });
});

function withoutEvidence<T extends { evidence?: unknown }>({ evidence: _, ...fault }: T): Omit<T, 'evidence'> {
  return fault;
}
