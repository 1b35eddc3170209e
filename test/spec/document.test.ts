import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConfig, lint } from '@redocly/openapi-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bundle, type Contract, loadContract } from '../../src/api/index.js';
import { isObject, type JsonValue } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const SPEC = new URL('../../spec/', import.meta.url);

/** What breaks the documented examples' own schemas: the placeholders, by operation, side and place. */
const PLACEHOLDERS: Readonly<Record<string, readonly string[]>> = {
  'POST /anonymousIpRiskEvents request': ['riskLevel', 'riskEventStatus', ...coordinates()],
  'POST /anonymousIpRiskEvents 201': ['riskLevel', 'riskEventStatus', ...coordinates()],
  'POST /identityRiskEvents request': ['riskLevel', 'riskEventStatus'],
  'POST /identityRiskEvents 201': ['riskLevel', 'riskEventStatus'],
  'POST /leakedCredentialsRiskEvents request': ['riskEventDateTime', 'riskLevel', 'riskEventStatus', 'closedDateTime'],
  'POST /leakedCredentialsRiskEvents 201': [
    'riskEventDateTime',
    'riskLevel',
    'riskEventStatus',
    'closedDateTime',
    'createdDateTime',
  ],
  'POST /Security/ipSecurityProfiles request': [],
  'POST /Security/ipSecurityProfiles 201': [],
  'POST /auditLogs/signIns request': signIn(),
  'POST /auditLogs/signIns 201': signIn(),
};

function coordinates(): string[] {
  return ['altitude', 'latitude', 'longitude'].map((name) => `location/geoCoordinates/${name}`);
}

function signIn(): string[] {
  const policy = ['conditionsSatisfied', 'conditionsNotSatisfied', 'result'].map(
    (name) => `appliedConditionalAccessPolicies/0/${name}`,
  );
  const own = [
    'riskDetail',
    'riskEventTypes/0',
    'riskLevelAggregated',
    'riskLevelDuringSignIn',
    'riskState',
    'tokenIssuerType',
  ];
  return [...policy, 'conditionalAccessStatus', ...coordinates(), 'networkLocationDetails/0/networkType', ...own];
}

let contract: Contract;
beforeAll(async () => {
  contract = await loadContract();
});

/** Each operation's request and 201, with its examples. */
function bodies() {
  return contract.operations.flatMap((operation) => {
    const compiled = contract.compile(operation);
    const created = operation.responses.get('201');
    const request = compiled.requestContent?.get('application/json');
    const response = created && compiled.responseContent(created).get('application/json');
    if (!request?.schema || !response?.schema) throw new Error(`${operation.id} has no JSON`);
    return [
      {
        name: `${operation.id} request`,
        direction: 'request' as const,
        schema: request.schema,
        examples: request.examples,
      },
      {
        name: `${operation.id} 201`,
        direction: 'response' as const,
        schema: response.schema,
        examples: response.examples,
      },
    ];
  });
}

describe('the examples', () => {
  test('Each request and each 201 has a documented example and a realistic example', () => {
    for (const { name, examples } of bodies())
      expect([name, ...examples.map((example) => example.name)]).toEqual([name, 'documented', 'realistic']);
  });

  test('Realistic examples are valid, and documented ones break their schema only by known placeholders', () => {
    for (const { name, direction, schema, examples } of bodies()) {
      const [documented, realistic] = examples.map(({ value }) => contract.schemas.explain(schema, direction, value));
      expect(realistic, name).toEqual([]);
      expect(documented?.map(({ location }) => location.slice(1)).sort(), name).toEqual(
        [...(PLACEHOLDERS[name] ?? [])].sort(),
      );
    }
  });

  test('No example shows a property that the document lacks', () => {
    for (const { schema, examples } of bodies()) {
      const shape = contract.schemas.shapes.of(schema);
      for (const { value } of examples)
        expect(Object.keys(isObject(value) ? value : {}).filter((name) => !shape?.property(name))).toEqual([]);
    }
  });
});

describe('provenance', () => {
  test('Every operation, property and example that comes from a page has its x-source', () => {
    const missing: string[] = [];
    for (const file of readdirSync(new URL('schemas/', SPEC)).filter((name) => name !== 'error.yaml')) {
      const schema: JsonValue = parse(readFileSync(new URL(`schemas/${file}`, SPEC), 'utf8'));
      for (const [name, property] of Object.entries(
        (isObject(schema) && isObject(schema.properties) && schema.properties) || {},
      )) {
        const source = isObject(property) ? property['x-source'] : undefined;
        if (!isObject(source) || typeof source.page !== 'string' || !Number.isInteger(source.line))
          missing.push(`${file} ${name}`);
      }
    }
    for (const { id, provenance } of contract.operations) if (!provenance) missing.push(id);
    for (const { name, examples } of bodies())
      for (const example of examples) if (!example.provenance) missing.push(`${name} ${example.name}`);
    expect(missing).toEqual([]);
  });
});

describe('the document in other tools', () => {
  test('A well-known linter finds no error in the document', async () => {
    const problems = await lint({
      ref: new URL('openapi.yaml', SPEC).pathname,
      config: await createConfig({ extends: ['recommended'] }),
    });
    expect(
      problems
        .filter(({ severity }) => severity === 'error')
        .map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`),
    ).toEqual([]);
  });
});

describe('the bundle', () => {
  test('A well-known linter finds no error in the bundle', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'docproof-bundle-'));
    const file = join(folder, 'openapi.yaml');
    await writeFile(file, bundle(contract, 'yaml'));
    const problems = await lint({ ref: file, config: await createConfig({ extends: ['recommended'] }) });
    await rm(folder, { recursive: true });
    expect(
      problems.filter(({ severity }) => severity === 'error').map(({ ruleId, message }) => `${ruleId}: ${message}`),
    ).toEqual([]);
  });

  test('The bundle gives the same verdicts as the files', async () => {
    const whole = await contractOf(bundle(contract, 'json'));
    for (const { name, direction, schema, examples } of bodies()) {
      for (const { value } of examples) {
        const [ours, theirs] = [contract, whole].map(({ schemas }) =>
          schemas.explain(schema, direction, value).map(({ location, keyword }) => `${location} ${keyword}`),
        );
        expect(theirs, name).toEqual(ours);
      }
    }
  });
});
