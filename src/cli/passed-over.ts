import { printable } from '../api/index.js';
import { say } from './output.js';

/** Files that are not captures are named up to this number. */
const MAX_NAMED = 5;

/** Nothing that was found in a folder or an archive is left out silently. */
export function sayPassedOver(sources: readonly string[]): void {
  const named = sources.slice(0, MAX_NAMED).map(printable).join(', ');
  const more = sources.length > MAX_NAMED ? ` and ${sources.length - MAX_NAMED} more` : '';
  say(`not read, because they are empty or of no known format: ${named}${more}`);
}
