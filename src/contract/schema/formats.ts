import type { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** `T` between date and time, and an offset with a colon, which ajv-formats does without (RFC 3339 §5.6). */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;
const TIME = /^\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

/** 2⁶³, the nearest double to the greatest `int64`. */
const INT64 = 2 ** 63;

/** Teaches ajv the formats of JSON Schema and OpenAPI: those of ajv-formats, and stricter ones where it lets pass what the standard does not. */
export function addKnownFormats(ajv: Ajv2020): void {
  // The package is CommonJS: its default export is the namespace's `default`.
  const plugin = typeof addFormats === 'function' ? addFormats : addFormats.default;
  plugin(ajv);
  const dateTime = plugin.get('date-time');
  const time = plugin.get('time');
  ajv.addFormat('date-time', (text: string) => DATE_TIME.test(text) && holds(dateTime, text));
  ajv.addFormat('time', (text: string) => TIME.test(text) && holds(time, text));
  ajv.addFormat('int64', {
    type: 'number',
    validate: (value: number) => Number.isInteger(value) && Math.abs(value) <= INT64,
  });
}

/** Whether a text has a format, in whichever of ajv's forms it is given. */
function holds(format: ReturnType<(typeof addFormats)['default']['get']>, text: string): boolean {
  const check = typeof format === 'object' && 'validate' in format ? format.validate : format;
  if (typeof check === 'function') return Reflect.apply(check, undefined, [text]) === true;
  return check instanceof RegExp ? check.test(text) : true;
}
