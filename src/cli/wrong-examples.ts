import type { Contract } from '../api/index.js';
import { printable } from '../model/index.js';
import { colorsFor } from '../report/colors.js';
import { say, wantsColor } from './output.js';

/** The first requests come before the search, in milliseconds. */
const LATER = 600;

/** Of the wrong examples these are listed. */
const LISTED = 3;

/** Lets requests come first. It keeps no process alive, and ends where no request comes: an immediate would wait. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0).unref());
}

/** Says, soon after the start, how many documented examples break their schema, and the first of them. */
export function tellWrongExamples(contract: Contract, { color }: { readonly color?: boolean | undefined }): void {
  const tell = async (): Promise<void> => {
    // What lints is loaded when the first requests are answered.
    const { wrongExamples } = await import('../api/wrong-examples.js');
    const { found, unjudged } = await wrongExamples(contract, pause);
    const { yellow, bold } = colorsFor(wantsColor(color, process.stderr));
    const warn = (text: string): void => say(`${yellow(bold('warning'))} ${contract.document.source}: ${text}`);
    if (unjudged > 0)
      warn(`${unjudged} documented ${unjudged === 1 ? 'example was' : 'examples were'} not judged: too much work`);
    if (found.length === 0) return;
    const count = found.length === 1 ? '1 documented example breaks' : `${found.length} documented examples break`;
    const end = found.length > LISTED ? `; docproof lint lists all` : '';
    warn(`${count} the schema beside it${end}`);
    for (const { message } of found.slice(0, LISTED)) say(`        ${printable(message)}`);
  };
  setTimeout(() => void tell().catch(() => undefined), LATER).unref();
}
