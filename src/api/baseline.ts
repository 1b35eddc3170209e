import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unacceptedOf } from '../check/index.js';
import { parseText } from '../document/index.js';
import { nodeFiles } from '../io/index.js';
import {
  type AcceptedFault,
  fileText,
  InputError,
  type JsonObject,
  type JsonValue,
  type Result,
} from '../model/index.js';
import { assertPublished } from './validated.js';
import { escapeHidden, escapeOption } from './yaml-escapes.js';

/** The comment above a new baseline. */
const HEADING = ` Faults that docproof check lets pass. Give each its reason, and a day on which it ends: expires: 2027-01-31.`;

/** How new faults are accepted. */
export interface AcceptOptions {
  readonly reason: string;
  /** The last day: `2027-01-31`. @default none */
  readonly expires?: string | undefined;
}

/**
 * Reads a baseline.
 * @throws InputError `not-found`, `not-yaml`, and `bad-config` with line and pointer
 */
export async function loadBaseline(path: string): Promise<readonly AcceptedFault[]> {
  return readBaseline(path, await readText(path));
}

export function readBaseline(path: string, text: string): readonly AcceptedFault[] {
  const baseline = parseText(text, path);
  assertBaseline(baseline, path, text);
  return baseline.accepted;
}

async function readText(path: string): Promise<string> {
  return fileText(await nodeFiles.read(path));
}

function assertBaseline(
  value: JsonValue,
  source: string,
  text: string,
): asserts value is JsonObject & { accepted: readonly (AcceptedFault & JsonObject)[] } {
  assertPublished('baseline', value, source, text);
}

/**
 * Writes a baseline under which this result would pass: what vanished or expired goes, what is new is added, the rest
 * keeps its words and comments.
 * @param result of a check with that baseline, if there is one already
 * @throws InputError as {@link loadBaseline} does, and `bad-option` where the file cannot be written
 */
export async function updateBaseline(
  path: string,
  result: Result,
  { reason, expires }: AcceptOptions,
): Promise<{ added: number; removed: number; kept: number }> {
  const text = await readText(path).catch((error: unknown) => {
    if (error instanceof InputError && error.code === 'not-found') return undefined;
    throw error;
  });
  const { text: after, ...counts } = await baselineText(path, text, result, { reason, expires });
  await writeWhole(path, after);
  return counts;
}

/** The text of a baseline after {@link updateBaseline}. @param text undefined where there is no file yet */
export async function baselineText(
  path: string,
  text: string | undefined,
  result: Pick<Result, 'faults' | 'baseline'>,
  { reason, expires }: AcceptOptions,
): Promise<{ text: string; added: number; removed: number; kept: number }> {
  const before = text === undefined ? [] : readBaseline(path, text);
  const gone = new Set([...(result.baseline?.vanished ?? []), ...(result.baseline?.expired ?? [])].map(identity));
  const added = unacceptedOf(result.faults, reason, expires);
  const { isSeq, parseDocument, visit } = (await import('yaml')).default;
  const file = parseDocument(text ?? 'accepted: []', escapeOption);
  if (text === undefined) file.commentBefore = HEADING;
  const list = file.get('accepted');
  if (isSeq(list)) {
    list.flow = false;
    list.items = list.items.filter((_, index) => {
      const fault = before[index];
      return fault === undefined || !gone.has(identity(fault));
    });
    for (const fault of added) list.add(file.createNode(fault));
    if (list.items.length === 0) list.flow = true;
  }
  escapeHidden(file, visit);
  const removed = before.filter((fault) => gone.has(identity(fault))).length;
  return {
    text: file.toString({ lineWidth: 160 }),
    added: added.length,
    removed,
    kept: before.length - removed,
  };
}

function identity(fault: AcceptedFault): string {
  return JSON.stringify(fault);
}

/** Beside it first: a baseline is written by hand too, and must not be lost half-way. */
async function writeWhole(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  } catch (cause) {
    throw new InputError('bad-option', 'the baseline cannot be written', {
      place: { source: path },
      cure: 'Check that its folder may be written.',
      cause,
    });
  }
}
