import { baselineOf, inThisThread, runCheck } from '../../check/index.js';
import { type AcceptFaults, checkRules, exchangeOf, type KeptExchange, type Saved } from '../../feed/index.js';
import { pseudonyms, systemSources } from '../../io/index.js';
import { type Exchange, InputError } from '../../model/index.js';
import { baselineText, readBaseline } from '../baseline.js';
import { suggestOverlay } from '../suggest.js';
import { exchangesIn } from './captured.js';
import { homeOf, placeIn, saved, shownName, textIn } from './saving.js';
import type { ToolSettings } from './settings.js';

/** The baseline where the project names none. */
const BASELINE = 'baseline.yaml';

/**
 * Adds the faults of an exchange to the baseline, each with the reason why it may stay.
 * @throws InputError `bad-option` where it has none that is not accepted already
 */
export async function acceptFaults(
  { contract, rules, redact, baseline }: ToolSettings,
  kept: KeptExchange,
  { reason, expires, write }: AcceptFaults,
): Promise<Saved> {
  const of = contract();
  const home = homeOf(of);
  const path = baseline === undefined ? BASELINE : placeIn(home, baseline);
  const text = await textIn(home, path);
  const name = shownName(home.folder, path);
  const accepted = text === undefined ? [] : readBaseline(name, text);
  const settings = { rules: checkRules(rules), evidence: false, redact };
  const examination = inThisThread(pseudonyms)(of, one(exchangeOf(of, kept)), settings);
  const today = systemSources.now().toISOString().slice(0, 10);
  const { faults } = await runCheck(of, examination, { baseline: baselineOf(accepted, today) });
  if (!faults.some((fault) => fault.accepted === undefined))
    throw new InputError('bad-option', 'the exchange has no fault that is not accepted already', {
      cure: `Take one with violations; those that are accepted are in ${name}.`,
    });
  // Nothing is taken out: what this one exchange does not show may still be there.
  const after = await baselineText(name, text, { faults }, { reason, expires });
  const result = await saved(home, [{ path, text: after.text }], write);
  const next = write
    ? `docproof check --baseline ${name} lets them pass.`
    : `Nothing was written. docproof check --baseline ${name} would let them pass.`;
  return { ...result, next };
}

/**
 * Writes the overlay that lets the document accept what was seen.
 * @throws InputError `bad-option` where there is nothing to accept
 */
export async function saveDrift(
  { contract, redact }: ToolSettings,
  kept: Iterable<KeptExchange>,
  write: boolean,
): Promise<Saved> {
  const of = contract();
  const home = homeOf(of);
  const path = `${home.name}.drift.yaml`;
  const seen = [...kept];
  const { text, actions } = await suggestOverlay(of, () => exchangesIn(of, seen), { redact });
  if (actions === 0)
    throw new InputError('bad-option', 'there is nothing that the document could be changed to accept', {
      cure: 'It accepts what was seen, or what it does not accept is the fault of the traffic.',
    });
  const result = await saved(home, [{ path, text }], write);
  const name = shownName(home.folder, path);
  const next = write
    ? `Pass --overlay ${name} at the next start, or bring it into the document: docproof bundle --overlay ${name}.`
    : `Nothing was written. With --allow-write the page writes it; saved by hand, pass --overlay ${name}.`;
  return { ...result, next };
}

async function* one(exchange: Exchange): AsyncGenerator<Exchange> {
  yield exchange;
}
