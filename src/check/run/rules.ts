import { DEFAULT_POLICY, type ExchangePolicy, type Leniency, serverOf } from '../../contract/index.js';
import { InputError } from '../../model/index.js';

/** How strict a check is. Plain data. */
export interface CheckRules {
  /** Values that repeat a documented placeholder. @default 'warn' */
  readonly placeholders?: Leniency | undefined;
  /**
   * Parts of an exchange that the document does not describe.
   * @default paths, methods, statuses and media types are errors, properties warnings
   */
  readonly undocumented?: Leniency | undefined;
  /** Header fields that neither HTTP nor the document knows. @default 'allow' */
  readonly undocumentedHeaders?: Leniency | undefined;
  /** URLs under which the document's paths are found, beside its own servers. @default [] */
  readonly baseUrls?: readonly string[] | undefined;
}

/**
 * The policy by which exchanges are judged under these rules.
 * @throws InputError `bad-option` for a base URL without scheme and host
 */
export function policyOf({
  placeholders,
  undocumented,
  undocumentedHeaders,
  baseUrls = [],
}: CheckRules): ExchangePolicy {
  return {
    ...DEFAULT_POLICY,
    placeholders: placeholders ?? DEFAULT_POLICY.placeholders,
    undocumented: undocumented ?? DEFAULT_POLICY.undocumented,
    undocumentedProperties: undocumented ?? DEFAULT_POLICY.undocumentedProperties,
    undocumentedHeaders: undocumentedHeaders ?? DEFAULT_POLICY.undocumentedHeaders,
    baseUrls: baseUrls.map(toServer),
  };
}

function toServer(url: string) {
  const server = /^https?:\/\/[^/]/i.test(url) ? serverOf(url) : undefined;
  if (server) return server;
  throw new InputError('bad-option', `${url} is not a base URL`, {
    cure: 'Write scheme and host, such as --base-url http://127.0.0.1:4010.',
  });
}
