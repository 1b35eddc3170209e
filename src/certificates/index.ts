/**
 * Certificates for https on this machine, by an authority of the user's own.
 * Takes host names; gives a certificate with its key. Never makes a machine trust one unless that is asked for.
 */
export type { Authority } from './authority.js';
export { installAuthority, quoted } from './install.js';
export { type LocalCertificate, type LocalNames, localCertificate } from './local-certificate.js';
