import type { Command } from 'commander';
import pc from 'picocolors';
import { type Contract, InputError } from '../api/index.js';
import { type MockFlags, withNegations } from './mock-flags.js';
import { say, wantsColor } from './output.js';

/** Adds `--strict`. */
export function withStrictFlag(command: Command): Command {
  command.option('--strict', 'refuse a document with schemas that cannot be used, instead of warning');
  return withNegations(command, ['strict']);
}

/** Warnings can wait so long, in milliseconds: looking through a large document takes a tenth of a second, and the first request comes first. */
const LATER = 400;

/** Refuses a document with schemas that cannot be used under `--strict`; otherwise says so soon after the start. */
export function judgeSchemas(contract: Contract, flags: MockFlags): void {
  if (flags.strict) assertUsable(contract, flags);
  else if (!flags.quiet) setTimeout(assertUsable, LATER, contract, flags).unref();
}

/** Says which schemas cannot be used; with `--strict` they are no warning, but the end. */
function assertUsable(contract: Contract, { strict, color }: MockFlags): void {
  const unusable = contract.unusableSchemas();
  const [first] = unusable;
  if (!first) return;
  const place = { source: contract.document.source, pointer: first.pointer };
  const cure = 'Correct the schema: what it describes cannot be judged.';
  const more = unusable.length > 1 ? ` (and ${unusable.length - 1} more)` : '';
  if (strict)
    throw new InputError('unusable-schema', `the schema cannot be used: ${first.detail}${more}`, { place, cure });
  const { yellow, bold } = pc.createColors(wantsColor(color, process.stderr));
  for (const { pointer, detail } of unusable.slice(0, 10))
    say(`${yellow(bold('warning'))} ${contract.document.source} at ${pointer}: the schema cannot be used: ${detail}`);
  say(`        ${cure} --strict refuses such a document.`);
}
