import { beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../src/api/index.js';
import { createGenerator } from '../../src/generate/index.js';
import type { Remark } from '../../src/model/index.js';
import { documentSpecimens, type Mutant, mutantsOf } from '../../src/selftest/index.js';
import { prismJudge } from './prism-judge.js';

/*
 * A second opinion on the expectations themselves, which were read off the document by our own code: Prism's validator
 * takes what is called valid, and
 * refuses what is called faulty. Where it does otherwise, the reason stands here; a difference that no longer holds
 * fails the test.
 */
const REASONS = {
  security: 'its validator leaves credentials to another part of Prism',
  cookies: 'cookies are not looked at',
  json: 'parameters with `content` are not parsed',
  deep: 'members of an object in the query that nobody documented are dropped',
  open: 'it has no word for members that nobody documented',
  discriminator: 'a value that names no branch is left to the branches, one of which takes it',
  response: 'where no response body is documented, or its schema has no type, none and any will do',
  coercion: 'items of an exploded list stay text, and are compared with the numbers they were made into',
  offset: 'an offset without its colon is an offset',
  styles: 'a single value of a list or object style ends in an exception or stays text',
  forms: 'a list with one item and members that are JSON stay text',
  siblings: 'what stands beside a `$ref` is dropped, so that `unevaluatedProperties` takes own members for strangers',
  readOnly: 'a required member of a base schema is demanded of a request though it is the service that assigns it',
  deprecated: 'deprecated parameters are faults',
  decimals: 'multiples are computed with doubles, so that 275.02 is not a multiple of 0.01',
} as const;

type Reason = keyof typeof REASONS;

/** Faults that Prism does not see. */
const UNSEEN: Readonly<Record<string, Readonly<Record<string, Reason>>>> = {
  library: {
    'additional-property in query': 'deep',
    'discriminator in body': 'discriminator',
    'missing-credentials in security': 'security',
    'pattern in cookie': 'cookies',
    'undocumented-property in body': 'open',
    'unexpected-body in body': 'response',
  },
  shipping: {
    'discriminator in body': 'discriminator',
    'missing-credentials in security': 'security',
    'undocumented-property in body': 'open',
  },
  styles: {
    'additional-property in query': 'json',
    'fraction in header': 'json',
    'minimum in cookie': 'cookies',
    'minimum in query': 'json',
    'missing-parameter in cookie': 'cookies',
    'missing-required in header': 'json',
    'null in header': 'json',
    'null in query': 'json',
    'unexpected-body in body': 'response',
    'unique-items in query': 'coercion',
  },
  events: {
    'missing-body in body': 'response',
    'undocumented-property in body': 'open',
  },
  spec: {
    'format in body': 'offset',
    'missing-credentials in security': 'security',
    'undocumented-property in body': 'open',
  },
};

/** Operations of which Prism refuses valid exchanges. */
const REFUSED: Readonly<Record<string, Readonly<Record<string, Reason>>>> = {
  library: {},
  shipping: { 'GET /parcels/{parcelId}': 'deprecated', 'PATCH /parcels/{parcelId}': 'decimals' },
  styles: {
    'GET /label/{text}/{list}/{exploded}/{pairs}/{flat}': 'styles',
    'GET /matrix/{text}/{list}/{exploded}/{pairs}/{flat}': 'styles',
    'GET /queries': 'styles',
    'GET /simple/{text}/{number}/{list}/{pairs}/{flat}': 'styles',
    'POST /form': 'forms',
    'POST /upload': 'forms',
  },
  events: { 'POST /trees': 'siblings' },
  spec: {
    'POST /Security/ipSecurityProfiles': 'readOnly',
    'POST /anonymousIpRiskEvents': 'readOnly',
    'POST /identityRiskEvents': 'readOnly',
    'POST /leakedCredentialsRiskEvents': 'readOnly',
  },
};

describe.each(Object.keys(UNSEEN))('Prism on the exchanges of %s', (name) => {
  const unseen = new Set<string>();
  const refused = new Set<string>();
  const counts = { valid: 0, faulty: 0, same: 0 };

  beforeAll(async () => {
    const contract = await loadContract(name === 'spec' ? undefined : `test/selftest/documents/${name}.yaml`);
    const judge = await prismJudge(contract);
    const settings = { seed: 'second opinion', perClass: 2, variants: 1 };
    for await (const { operation, exchange, ...specimen } of documentSpecimens(
      contract,
      createGenerator(contract),
      settings,
    )) {
      if ((judge(exchange) ?? []).length > 0) {
        refused.add(operation.id);
        continue;
      }
      counts.valid += 1;
      for (const seeded of mutantsOf({ operation, exchange, ...specimen }, settings)) {
        if (!('mutant' in seeded)) continue;
        const { mutant } = seeded;
        const found = judge(mutant.exchange) ?? [];
        if (found.length === 0) unseen.add(`${mutant.class} in ${mutant.expected.part}`);
        else counts.faulty += 1;
        if (found.some((finding) => isSame(finding, mutant))) counts.same += 1;
      }
    }
  }, 120_000);

  test('Prism accepts the valid exchanges, except for known reasons', () => {
    expect([...refused].sort()).toEqual(Object.keys(REFUSED[name] ?? {}).sort());
  });

  test('Prism refuses the faulty exchanges, except for known reasons', () => {
    expect([...unseen].sort()).toEqual(Object.keys(UNSEEN[name] ?? {}).sort());
  });

  test('Prism names the same place and keyword for more than half of the faults', () => {
    expect(counts.same / counts.faulty).toBeGreaterThan(0.5);
  });
});

/** Prism spells names of headers in lower case. */
function isSame(finding: Remark, { expected }: Mutant): boolean {
  const { in: side, part, location, keyword } = expected;
  const name = part === 'header' ? location.toLowerCase() : location;
  return finding.in === side && finding.part === part && finding.location === name && finding.keyword === keyword;
}

test('Every known reason explains at least one difference from Prism', () => {
  const used = [...Object.values(UNSEEN), ...Object.values(REFUSED)].flatMap((list) => Object.values(list));
  expect([...new Set(used)].sort()).toEqual(Object.keys(REASONS).sort());
});
