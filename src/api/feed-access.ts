import type { Contract, RedactOptions } from '../contract/index.js';
import type { FeedRing, FeedRules, FeedTools } from '../feed/index.js';
import type { FeedAccess } from '../server/index.js';

/** The feed of a server. What its pages do with it is loaded when the first one asks. */
export function feedAccess(
  ring: FeedRing,
  contract: () => Contract,
  options: FeedRules & { readonly redact?: RedactOptions },
): FeedAccess {
  const settings = { contract, rules: options, redact: options.redact ?? {} };
  let loading: Promise<FeedTools> | undefined;
  const tools = (): Promise<FeedTools> => {
    loading ??= import('./inspector/index.js').then(({ feedTools }) => feedTools(settings));
    return loading;
  };
  return { ring, ...settings, tools };
}
