import { printable, type Summary } from '../../model/index.js';
import { count, INCONCLUSIVE_WORDS, OUT_OF_SCOPE_WORDS } from '../words.js';

/** This many keywords that cannot be used are listed. */
const LISTED = 10;

/** Everything that was seen and not judged, or not counted, a line each; without entries that could not be read. */
export function notChecked(summary: Summary): string[] {
  const lines: string[] = [];
  for (const [reason, times] of entriesOf(summary.inconclusiveReasons))
    lines.push(`not judged in full: ${count(times, 'exchange')}, ${INCONCLUSIVE_WORDS[reason]}`);
  const unusable = summary.unusableKeywords ?? [];
  for (const { pointer, detail } of unusable.slice(0, LISTED)) lines.push(`left out: ${detail}, at #${pointer}`);
  if (unusable.length > LISTED)
    lines.push(`left out: ${count(unusable.length - LISTED, 'more keyword')}; docproof lint lists them`);
  for (const [reason, times] of entriesOf(summary.outOfScope))
    lines.push(
      `out of scope: ${count(times, 'exchange')}, ${OUT_OF_SCOPE_WORDS[reason]}${reason === 'other-server' ? serversIn(summary) : ''}`,
    );
  if (summary.credentialsNotJudged > 0)
    lines.push(
      `credentials: ${count(summary.credentialsNotJudged, 'request')} without the documented ones, which the recorder may have removed`,
    );
  if (summary.placeholdersAllowed > 0)
    lines.push(`allowed: ${count(summary.placeholdersAllowed, 'repeated placeholder')}`);
  if (summary.accepted > 0) lines.push(`accepted by the baseline: ${count(summary.accepted, 'violation')}`);
  return lines;
}

/** Where most of the exchanges that are out of scope went. */
function serversIn({ otherServers = [] }: Summary): string {
  const names = [...otherServers].sort((a, b) => b.exchanges - a.exchanges).map(({ server }) => printable(server));
  const more = names.length > SERVERS ? ` and ${names.length - SERVERS} more` : '';
  return names.length === 0 ? '' : `: ${names.slice(0, SERVERS).join(', ')}${more}`;
}

/** This many servers are named. */
const SERVERS = 3;

function entriesOf<K extends string>(counts: Readonly<Partial<Record<K, number>>>): [K, number][] {
  const entries: [K, number][] = [];
  for (const key in counts) {
    const times = counts[key];
    if (times !== undefined && times > 0) entries.push([key, times]);
  }
  return entries;
}
