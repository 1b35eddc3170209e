import type { Format } from 'ajv';
import { isEmail, isIdnEmail } from '../formats/email.js';
import { isHostname, isIdnHostname, isIpv4, isIpv6 } from '../formats/host.js';
import { isDate, isDateTime, isDuration, isTime } from '../formats/time.js';
import { isIri, isIriReference, isUri, isUriReference } from '../formats/uri.js';
import { isUriTemplate } from '../formats/uri-template.js';
import { isUuid } from '../formats/uuid.js';

/** 2⁶³, the nearest double to the greatest `int64`. */
const INT64 = 2 ** 63;

/** Formats by their standards (JSON Schema 2020-12 validation §7.3), where ajv-formats has others or none. */
export const OWN_TEXTS: Readonly<Record<string, (text: string) => boolean>> = {
  'date-time': isDateTime,
  time: isTime,
  duration: isDuration,
  email: isEmail,
  'idn-email': isIdnEmail,
  hostname: isHostname,
  'idn-hostname': isIdnHostname,
  uri: isUri,
  'uri-reference': isUriReference,
  iri: isIri,
  'iri-reference': isIriReference,
  'uri-template': isUriTemplate,
  regex: isEcmaRegex,
  uuid: isUuid,
  // The same as those of ajv-formats, and faster.
  date: isDate,
  ipv4: isIpv4,
  ipv6: isIpv6,
};

/**
 * The formats of JSON Schema and OpenAPI: those of ajv-formats, and our own where they let pass what the standard does
 * not, or refuse what it admits.
 * @param ofAjv the formats of ajv-formats
 */
export function knownFormats(ofAjv: Readonly<Record<string, Format>>): Readonly<Record<string, Format>> {
  return {
    ...ofAjv,
    ...OWN_TEXTS,
    int64: { type: 'number', validate: isInt64 },
  };
}

/** Whether a number is a whole one of 64 bits, as far as a double can tell. */
export function isInt64(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= INT64;
}

/** ECMA-262 with the `u` flag, which admits no escapes without a meaning (JSON Schema 2020-12 core §6.4). */
function isEcmaRegex(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
