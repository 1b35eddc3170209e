import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describedBy } from '../../api/scope.js';
import { VERSION } from '../../api/version.js';
import { openLedger, sumOf } from '../../check/index.js';
import type { Contract } from '../../contract/index.js';
import { createContract } from '../../core/index.js';
import { isObject, type MergedCoverage, readJson, writeJson } from '../../model/index.js';
import { type CoverageLine, lineIn } from './lines.js';

/** A folder for the files of workers, open to its owner only. */
export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'docproof-coverage-'));
}

/** Empties it, for the next run. */
export function emptyFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
}

/** Takes it away. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** What the tests exercised of one document. */
export interface Gathered {
  readonly merged: MergedCoverage;
  /** Exchanges that were held against the contract. */
  readonly checked: number;
}

/**
 * Adds up what all workers wrote: one item for each document that was used, by its name.
 * The sum does not depend on the order of files.
 */
export async function gather(folder: string): Promise<Gathered[]> {
  const lines = new Map<string, CoverageLine[]>();
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.ndjson'))
    .sort())
    for (const text of readFileSync(join(folder, name), 'utf8').split('\n')) {
      if (text === '') continue;
      const line = lineIn(text);
      const known = lines.get(line.document);
      if (known) known.push(line);
      else lines.set(line.document, [line]);
    }
  const gathered = await Promise.all([...lines].map(([document, those]) => gatherOne(folder, document, those)));
  return gathered.sort((a, b) => (a.merged.document.source < b.merged.document.source ? -1 : 1));
}

async function gatherOne(folder: string, document: string, lines: readonly CoverageLine[]): Promise<Gathered> {
  const kept = readJson(readFileSync(join(folder, `${document}.json`), 'utf8'));
  const { source, root } = isObject(kept) ? kept : {};
  return summed(await createContract(writeJson(root ?? null), { source: String(source) }), lines);
}

/** Adds up what is known of the exchanges of a contract. */
export function summed(contract: Contract, lines: readonly Omit<CoverageLine, 'document'>[]): Gathered {
  const ledger = openLedger(contract);
  for (const { outcome, counts } of lines) {
    ledger.add({ outcome });
    ledger.addCounts(counts);
  }
  const { summary, coverage } = ledger.result();
  const sources = [...new Set(lines.map((line) => line.source))].sort();
  const runs = [{ sources, coverage }];
  return {
    merged: { docproof: VERSION, document: describedBy(contract), coverage: sumOf(runs), runs },
    checked: summary.checked,
  };
}
