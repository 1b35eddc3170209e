import { readFileSync } from 'node:fs';
import { mergeRuns, sumOf } from '../check/index.js';
import { faultsOf } from '../contract/index.js';
import { parseText } from '../document/index.js';
import { nodeFiles } from '../io/index.js';
import {
  type Coverage,
  type CoverageRun,
  child,
  describe,
  fileText,
  InputError,
  isObject,
  type JsonObject,
  type JsonValue,
  type MergedCoverage,
  type Pointer,
} from '../model/index.js';
import { VERSION } from './version.js';

/** The content of one file: the result of a check, or coverage that was merged before. */
interface CoverageFile {
  readonly source: string;
  readonly document: MergedCoverage['document'];
  readonly runs: readonly CoverageRun[];
}

/**
 * Adds up what several checks of one document exercised.
 * @param paths of results (`docproof check --format json=FILE`) and of merged coverage; the same file twice counts once
 * @throws InputError `bad-option` for a file that is neither, with its pointer, and for results of different documents
 */
export async function mergeCoverage(paths: readonly string[]): Promise<MergedCoverage> {
  const files: CoverageFile[] = [];
  for (const path of paths) files.push(readCoverage(path, parseText(fileText(await nodeFiles.read(path)), path)));
  const [first] = files;
  if (!first) throw new InputError('bad-option', 'no result was named', { cure: CURE });
  for (const file of files) assertSameDocument(first, file);
  const runs = mergeRuns(...files.map((file) => file.runs));
  return { docproof: VERSION, document: first.document, coverage: sumOf(runs), runs };
}

const CURE = 'Name results of checks: docproof check … --format json=result.json.';

function readCoverage(source: string, value: JsonValue): CoverageFile {
  if (!isObject(value) || !isObject(value.coverage) || !isObject(value.document)) throw notCoverage(source, '');
  const { source: name, title, version } = value.document;
  const document = { source: String(name ?? ''), title: String(title ?? ''), version: String(version ?? '') };
  if (Array.isArray(value.runs)) {
    return { source, document, runs: value.runs.map((run, index) => readRun(source, run, child('/runs', index))) };
  }
  const { summary, coverage } = value;
  const run = { sources: isObject(summary) ? (summary.sources ?? []) : [], coverage };
  return { source, document, runs: [readRun(source, run, '')] };
}

function readRun(source: string, run: JsonValue, pointer: Pointer): CoverageRun {
  if (!isObject(run) || !Array.isArray(run.sources)) throw notCoverage(source, pointer);
  const { coverage } = run;
  assertCoverage(coverage, source, `${pointer}/coverage`);
  return { sources: run.sources.map(String), coverage };
}

function assertCoverage(
  value: JsonValue | undefined,
  source: string,
  pointer: Pointer,
): asserts value is Coverage & JsonObject {
  const [fault] = faultsOf(coverageSchema(), value ?? null);
  if (fault) throw notCoverage(source, `${pointer}${fault.location}`, describe(fault));
}

function coverageSchema(): JsonObject {
  const file = new URL('../../src/model/schema/result.schema.json', import.meta.url);
  const schema: JsonValue = JSON.parse(readFileSync(file, 'utf8'));
  return isObject(schema) ? { $ref: '#/$defs/coverage', $defs: schema.$defs } : {};
}

function notCoverage(source: string, pointer: Pointer, problem = 'this is not a result of a check'): InputError {
  return new InputError('bad-option', problem, { place: { source, pointer }, cure: CURE });
}

function assertSameDocument(a: CoverageFile, b: CoverageFile): void {
  if (a.document.title === b.document.title && a.document.version === b.document.version) return;
  const named = ({ document: { title, version, source } }: CoverageFile): string => `${title} ${version} (${source})`;
  throw new InputError('bad-option', `is of another document, ${named(b)}, than ${a.source}, which is of ${named(a)}`, {
    place: { source: b.source },
    cure: 'Merge results of one document only.',
  });
}
