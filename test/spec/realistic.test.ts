import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject, type JsonValue } from '../../src/model/index.js';
import { OPERATIONS, payload } from '../support/operations.js';

/** Addresses and names that belong to nobody: RFC 5737, and the fictitious companies of the service's publisher. */
const DOCUMENTATION_ADDRESS = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/;
const DOCUMENTATION_NAME = /@(?:contoso|fabrikam)\.com$/;

function read(folder: string, name: string): JsonObject {
  const value: JsonValue = JSON.parse(payload(folder, name));
  if (!isObject(value)) throw new Error(`${folder}/${name} is not an object`);
  return value;
}

describe.each(OPERATIONS)('the realistic payloads of $folder', ({ folder }) => {
  test('A realistic answer repeats its request, and adds the id and the time of creation', () => {
    const { id, createdDateTime, ...answered } = read(folder, '201.realistic');
    expect(answered).toEqual(read(folder, 'request.realistic'));
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(createdDateTime === undefined).toBe(folder === 'createIpSecurityProfile');
  });

  test('In a realistic payload, nothing happens before its cause', () => {
    const { riskEventDateTime, createdDateTime, closedDateTime, firstSeenDateTime, lastSeenDateTime } = read(
      folder,
      '201.realistic',
    );
    expectOrder(riskEventDateTime, createdDateTime);
    expectOrder(riskEventDateTime, closedDateTime);
    expectOrder(firstSeenDateTime, lastSeenDateTime);
  });

  test('Realistic payloads contain no real address and no real account', () => {
    const { ipAddress, address, userPrincipalName } = read(folder, 'request.realistic');
    for (const value of [ipAddress, address]) if (value !== undefined) expect(value).toMatch(DOCUMENTATION_ADDRESS);
    if (userPrincipalName !== undefined) expect(userPrincipalName).toMatch(DOCUMENTATION_NAME);
  });
});

test('The realistic sign-in begins before the steps of its authentication', () => {
  const { createdDateTime, authenticationDetails } = read('createSignIn', '201.realistic');
  const steps = Array.isArray(authenticationDetails) ? authenticationDetails.filter(isObject) : [];
  expect(steps.length).toBeGreaterThan(0);
  for (const { authenticationStepDateTime } of steps) expectOrder(createdDateTime, authenticationStepDateTime);
});

function expectOrder(before: JsonValue | undefined, after: JsonValue | undefined): void {
  if (typeof before !== 'string' || typeof after !== 'string') return;
  expect(Date.parse(before), `${before} before ${after}`).toBeLessThanOrEqual(Date.parse(after));
}
