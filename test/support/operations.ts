import { readFileSync } from 'node:fs';

/** The five operations of the built-in document, with the folder of their payloads. */
export const OPERATIONS = [
  { folder: 'createAnonymousIpRiskEvent', path: '/anonymousIpRiskEvents' },
  { folder: 'createIdentityRiskEvent', path: '/identityRiskEvents' },
  { folder: 'createLeakedCredentialsRiskEvent', path: '/leakedCredentialsRiskEvents' },
  { folder: 'createIpSecurityProfile', path: '/Security/ipSecurityProfiles' },
  { folder: 'createSignIn', path: '/auditLogs/signIns' },
] as const;

/** The text of a payload: `payload('createSignIn', '201.documented')`. */
export function payload(folder: string, name: string): string {
  return readFileSync(new URL(`../../mocks/${folder}/${name}.json`, import.meta.url), 'utf8');
}

/** The headers that the pages ask for. */
export const HEADERS = { authorization: 'Bearer token', 'content-type': 'application/json' } as const;
