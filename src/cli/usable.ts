import type { Contract } from '../api/index.js';
import { absentExamples } from '../api/load-contract.js';
import { InputError, isObject, type JsonValue, printable } from '../model/index.js';
import type { OptionsOf, STRICTNESS } from '../options/index.js';
import { colorsFor } from '../report/colors.js';
import type { CommonFlags } from './options.js';
import { say, wantsColor } from './output.js';

interface Flags extends CommonFlags, OptionsOf<typeof STRICTNESS> {}

/**
 * Warnings can wait this long, in milliseconds: a large document takes a tenth of a second, and requests come first.
 */
const LATER = 400;

/** Of a document with more warnings these are listed. */
const LISTED = 10;

/**
 * Refuses a document with keywords of schemas that cannot be used under `--strict`; says soon after the start what
 * else it gets wrong.
 */
export function warnOfDocument(contract: Contract, flags: Flags): void {
  if (flags.strict) assertUsable(contract);
  if (!flags.quiet) setTimeout(warn, LATER, contract, flags).unref();
}

/** @throws InputError `unusable-schema` */
function assertUsable(contract: Contract): void {
  const unusable = contract.unusableKeywords();
  const [first] = unusable;
  if (!first) return;
  const place = { source: contract.document.source, pointer: first.pointer };
  const cure = 'Correct the schema: what depends on the keyword cannot be judged.';
  const more = unusable.length > 1 ? ` (and ${unusable.length - 1} more)` : '';
  throw new InputError('unusable-schema', `the schema cannot be used: ${first.detail}${more}`, { place, cure });
}

/** Says soon after the start that no example has the name that was asked for: the first ones are sent instead. */
export function warnOfExampleName({ document }: Contract, name: string | undefined, { quiet, color }: Flags): void {
  if (name === undefined || quiet) return;
  setTimeout(() => {
    if (hasExample(document.root, name)) return;
    const { yellow, bold } = colorsFor(wantsColor(color, process.stderr));
    const problem = `no example has the name "${printable(name)}" of --example, so the first ones are sent`;
    say(`${yellow(bold('warning'))} ${document.source}: ${problem}`);
  }, LATER).unref();
}

/** Whether a map named `examples` has the name, anywhere in the document. */
function hasExample(root: Contract['document']['root'], name: string): boolean {
  const left: (JsonValue | undefined)[] = [root];
  while (left.length > 0) {
    const value = left.pop();
    if (Array.isArray(value)) for (const each of value) left.push(each);
    if (!isObject(value)) continue;
    if (isObject(value.examples) && Object.hasOwn(value.examples, name)) return true;
    for (const each of Object.values(value)) left.push(each);
  }
  return false;
}

/** Says which examples of documents were left out, once for each. Those that check need nothing else of them. */
export function warnOfExamples(contracts: readonly Contract[], flags: CommonFlags): void {
  if (flags.quiet) return;
  for (const contract of new Set(contracts)) list(contract, absentExamples(contract), flags);
}

function warn(contract: Contract, flags: Flags): void {
  list(contract, contract.loadWarnings(), flags);
}

/** Lists warnings, those with the same cure together. */
function list(contract: Contract, warnings: ReturnType<Contract['loadWarnings']>, { color }: CommonFlags): void {
  const { yellow, bold, dim } = colorsFor(wantsColor(color, process.stderr));
  for (const cure of new Set(warnings.map((warning) => warning.cure))) {
    const same = warnings.filter((warning) => warning.cure === cure);
    for (const { pointer, message, rule } of same.slice(0, LISTED))
      say(
        `${yellow(bold('warning'))} ${contract.document.source} at ${printable(pointer)}: ${printable(message)} ${dim(`[${rule}]`)}`,
      );
    if (same.length > LISTED) say(`        … and ${same.length - LISTED} more: docproof lint lists them`);
    say(`        ${cure}${same[0]?.rule === 'unusable-schema' ? ' --strict refuses such a document.' : ''}`);
  }
}
