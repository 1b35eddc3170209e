import { DEFAULT_POLICY, type ExchangePolicy, serverOf } from '../../contract/index.js';
import { InputError } from '../../model/index.js';
import type { CHECKING, OptionsOf } from '../../options/index.js';

/** The options of a check that say how strict it is. */
type Strictness = Pick<
  OptionsOf<typeof CHECKING>,
  'placeholders' | 'undocumented' | 'undocumentedHeaders' | 'credentials' | 'readWrite' | 'judgeFulfilled' | 'baseUrls'
>;

/** How strict a check is: rows of `src/options`; docs/reference/options.md lists them and their defaults. */
export type CheckRules = { readonly [Name in keyof Strictness]: Strictness[Name] | undefined };

/** The rules among options that say other things too. */
export function rulesIn(options: CheckRules): CheckRules {
  const { placeholders, undocumented, undocumentedHeaders, credentials, readWrite, judgeFulfilled, baseUrls } = options;
  return { placeholders, undocumented, undocumentedHeaders, credentials, readWrite, judgeFulfilled, baseUrls };
}

/**
 * The policy by which exchanges are judged under these rules.
 * @param credentials how missing ones are judged
 * @throws InputError `bad-option` for a base URL without scheme and host
 */
export function policyOf(
  rules: CheckRules,
  credentials: ExchangePolicy['credentials'] = rules.credentials ?? DEFAULT_POLICY.credentials,
): ExchangePolicy {
  const { placeholders, undocumented, undocumentedHeaders, readWrite, judgeFulfilled = false, baseUrls = [] } = rules;
  return {
    ...DEFAULT_POLICY,
    placeholders: placeholders ?? DEFAULT_POLICY.placeholders,
    undocumented: undocumented ?? DEFAULT_POLICY.undocumented,
    undocumentedProperties: undocumented ?? DEFAULT_POLICY.undocumentedProperties,
    undocumentedParameters: undocumented ?? DEFAULT_POLICY.undocumentedParameters,
    undocumentedHeaders: undocumentedHeaders ?? DEFAULT_POLICY.undocumentedHeaders,
    credentials,
    readWrite: readWrite ?? DEFAULT_POLICY.readWrite,
    judgeFulfilled,
    baseUrls: baseUrls.map(toServer),
  };
}

/**
 * {@link policyOf} for captures: where no rule says otherwise, missing credentials are judged by what else is in the
 * capture.
 * @throws InputError as `policyOf` does
 */
export function capturePolicyOf(rules: CheckRules): ExchangePolicy {
  return policyOf(rules, rules.credentials ?? 'by-source');
}

function toServer(url: string) {
  if (/^https?:\/\/[^/]/i.test(url)) return serverOf(url);
  throw new InputError('bad-option', `${url} is not a base URL`, {
    cure: 'Write scheme and host, such as --base-url http://127.0.0.1:4010.',
  });
}
