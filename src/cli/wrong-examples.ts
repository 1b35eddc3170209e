import { setImmediate } from 'node:timers/promises';
import type { Contract } from '../api/index.js';
import { wrongExamples } from '../api/wrong-examples.js';
import { printable } from '../model/index.js';
import { colorsFor } from '../report/colors.js';
import { say, wantsColor } from './output.js';

/** The first requests come before the search, in milliseconds. */
const LATER = 600;

/** Of the wrong examples these are listed. */
const LISTED = 3;

/** Says, soon after the start, how many documented examples break their schema, and the first of them. */
export function tellWrongExamples(contract: Contract, { color }: { readonly color?: boolean | undefined }): void {
  const tell = async (): Promise<void> => {
    const found = await wrongExamples(contract, () => setImmediate(undefined, { ref: false }));
    if (found.length === 0) return;
    const { yellow, bold } = colorsFor(wantsColor(color, process.stderr));
    const count = found.length === 1 ? '1 documented example breaks' : `${found.length} documented examples break`;
    const end = found.length > LISTED ? `; docproof lint lists all` : '';
    say(`${yellow(bold('warning'))} ${contract.document.source}: ${count} the schema beside it${end}`);
    for (const { message } of found.slice(0, LISTED)) say(`        ${printable(message)}`);
  };
  setTimeout(() => void tell().catch(() => undefined), LATER).unref();
}
