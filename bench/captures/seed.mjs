// Exchanges of the built-in document's five operations: the payloads of mocks/, each value varied within its schema.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom } from './random.mjs';

const MOCKS = fileURLToPath(new URL('../../mocks/', import.meta.url));
const BASE_URL = 'https://graph.microsoft.com/v1.0';

const OPERATIONS = [
  ['/anonymousIpRiskEvents', 'createAnonymousIpRiskEvent'],
  ['/identityRiskEvents', 'createIdentityRiskEvent'],
  ['/leakedCredentialsRiskEvents', 'createLeakedCredentialsRiskEvent'],
  ['/Security/ipSecurityProfiles', 'createIpSecurityProfile'],
  ['/auditLogs/signIns', 'createSignIn'],
].map(([path, folder]) => ({
  path,
  created: JSON.parse(readFileSync(join(MOCKS, folder, '201.realistic.json'), 'utf8')),
}));
const error = JSON.parse(readFileSync(join(MOCKS, 'error/default.json'), 'utf8'));

const CHOICES = {
  riskLevel: ['low', 'medium', 'high', 'hidden', 'none', 'unknownFutureValue', null],
  riskEventStatus: ['active', 'remediated', 'dismissedAsFixed', 'loginBlocked', 'closedMfaAuto', null],
  userDisplayName: ['Adele Vance', 'Miriam Graham', 'Zoë Łukasik', 'Ōe Kenzaburō', 'Anne "Annie" Weiler', null],
  city: ['Zürich', 'Amsterdam', 'São Paulo', 'Nagoya', 'Reykjavík', null],
};

/**
 * So many exchanges, always the same. One in twenty is refused with the documented error.
 * Requests hold the read-only members too: not every peer knows that a request need not.
 */
export function* seedExchanges(count) {
  const random = createRandom(20_261_121);
  for (let index = 0; index < count; index += 1) {
    const { path, created } = OPERATIONS[index % OPERATIONS.length];
    const requestBody = JSON.stringify(vary(created, random));
    const isRefused = random.below(20) === 0;
    const id = random.uuid();
    const answer = isRefused ? vary(error, random) : { ...JSON.parse(requestBody), id: random.uuid() };
    yield {
      operation: `POST ${path}`,
      method: 'POST',
      url: `${BASE_URL}${path}`,
      requestHeaders: [
        ['accept', 'application/json'],
        ['accept-encoding', 'gzip, deflate, br, zstd'],
        ['accept-language', 'en-GB,en;q=0.9,de;q=0.7'],
        ['authorization', `Bearer ${random.hex(64)}`],
        ['client-request-id', id],
        ['content-length', String(Buffer.byteLength(requestBody))],
        ['content-type', 'application/json'],
        ['origin', 'https://entra.microsoft.com'],
        ['referer', 'https://entra.microsoft.com/'],
        ['user-agent', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36'],
      ],
      requestBody,
      status: isRefused ? 400 : 201,
      responseHeaders: [
        ['access-control-allow-origin', '*'],
        ['cache-control', 'no-cache'],
        ['client-request-id', id],
        ['content-encoding', 'gzip'],
        ['content-type', 'application/json;odata.metadata=minimal;charset=utf-8'],
        ['date', new Date(random.date()).toUTCString()],
        ...(isRefused ? [] : [['location', `${BASE_URL}${path}/${answer.id}`]]),
        ['odata-version', '4.0'],
        ['request-id', random.uuid()],
        ['strict-transport-security', 'max-age=31536000'],
        ['vary', 'Accept-Encoding'],
      ],
      responseBody: JSON.stringify(answer),
    };
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The value with other ids, dates, addresses and counts in the places of those that it has. */
function vary(value, random, name = '') {
  if (Array.isArray(value)) return value.map((item) => vary(item, random));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, vary(member, random, key)]));
  if (Object.hasOwn(CHOICES, name)) return random.pick(CHOICES[name]);
  if (Number.isInteger(value)) return random.below(10_000);
  if (typeof value !== 'string') return value;
  if (UUID.test(value)) return random.uuid();
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(value)) return random.date();
  if (/^\d+\.\d+\.\d+\.\d+$/.test(value)) return `203.0.113.${random.below(256)}`;
  return value;
}
