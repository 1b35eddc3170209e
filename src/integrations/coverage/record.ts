import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import type { Counts } from '../../check/index.js';
import type { Contract } from '../../contract/index.js';
import { type Judgement, type OutOfScope, writeJson } from '../../model/index.js';
import { FOLDER_VARIABLE, lineOf } from './lines.js';

/** A judged exchange, as far as coverage needs it. */
export interface Exercised {
  readonly outcome: Judgement | OutOfScope;
  readonly counts: Counts;
  /** What was judged: the same object counts once, however many matchers it is given to. */
  readonly response: unknown;
}

/** Notes what an exchange exercised. @param testPath the file of the test */
export type CoverageRecord = (contract: Contract, exercised: Exercised, testPath: string | undefined) => void;

/**
 * Notes what is exercised, in a file of this worker in the folder that a reporter named. Each exchange is in the file
 * before its matcher ends, so that nothing is lost when a worker is ended. Without a reporter, nothing is noted.
 */
export function recordCoverage(): CoverageRecord {
  const seen = new WeakSet<object>();
  const documents = new WeakMap<Contract, string>();
  let file: { readonly folder: string; readonly path: string } | undefined;
  return (contract, { outcome, counts, response }, testPath) => {
    const folder = process.env[FOLDER_VARIABLE];
    if (folder === undefined || !existsSync(folder)) return;
    if (typeof response === 'object' && response !== null) {
      if (seen.has(response)) return;
      seen.add(response);
    }
    if (file?.folder !== folder) file = { folder, path: join(folder, `${process.pid}-${randomUUID()}.ndjson`) };
    const document = keepDocument(contract, folder, documents.get(contract));
    documents.set(contract, document);
    const source = testPath === undefined ? 'tests' : relative('.', testPath).replaceAll('\\', '/');
    appendFileSync(file.path, lineOf({ document, source, outcome, counts }));
  };
}

/** Writes the document once, by its content, so that the reporter need not know how it was loaded. */
function keepDocument({ document: { root, source } }: Contract, folder: string, known: string | undefined): string {
  // In watch mode, each run begins with an empty folder.
  if (known !== undefined && existsSync(join(folder, `${known}.json`))) return known;
  const text = writeJson({ source, root });
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  const path = join(folder, `${name}.json`);
  if (existsSync(path)) return name;
  // Another worker may write the same: each file is whole when it gets its name.
  const draft = join(folder, `${randomUUID()}.draft`);
  writeFileSync(draft, text);
  renameSync(draft, path);
  return name;
}
