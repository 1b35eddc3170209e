/**
 * What the pages of a running server do beyond reading its feed. Loaded when a page asks for the first time.
 */
import type { FeedTools } from '../../feed/index.js';
import { acceptFaults, saveDrift } from './accept.js';
import { captureText, driftOf, reportOf } from './captured.js';
import { decisionsOf } from './decisions.js';
import { documentFacts } from './document-facts.js';
import { saveExample } from './example.js';
import { createExplainer } from './explain.js';
import { operationFacts } from './operation-facts.js';
import type { ToolSettings } from './settings.js';

/** The tools of a server. */
export function feedTools(settings: ToolSettings): FeedTools {
  const { contract } = settings;
  const explainer = createExplainer();
  // One after the other: each adds to a file what the one before has written.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(save: () => Promise<T>): Promise<T> => {
    const next = last.then(save);
    last = next.catch(() => undefined);
    return next;
  };
  return {
    explain: (violations) => explainer(contract(), violations),
    decide: (kept, detail) => decisionsOf(settings, kept, detail),
    document: () => documentFacts(contract()),
    operation: (name) => operationFacts(contract(), name),
    capture: (format, kept) => captureText(settings, format, kept),
    report: (kept) => reportOf(settings, kept),
    drift: (kept) => driftOf(settings, kept),
    saveDrift: (kept, write) => inTurn(() => saveDrift(settings, kept, write)),
    saveExample: (kept, how) => inTurn(() => saveExample(settings, kept, how)),
    acceptFaults: (kept, how) => inTurn(() => acceptFaults(settings, kept, how)),
  };
}
