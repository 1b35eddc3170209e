import type { Faker } from '@faker-js/faker';
import { isObject, type JsonValue, readJson, writeJson } from '../model/index.js';

/** Names of older versions of Faker that documents still use. */
const RENAMED: Readonly<Record<string, string>> = {
  name: 'person',
  address: 'location',
  'random.uuid': 'string.uuid',
  'datatype.uuid': 'string.uuid',
  'random.number': 'number.int',
  'datatype.number': 'number.int',
  'datatype.float': 'number.float',
  'random.boolean': 'datatype.boolean',
  'random.word': 'lorem.word',
  'random.words': 'lorem.words',
  'random.alphaNumeric': 'string.alphanumeric',
  'phone.phoneNumber': 'phone.number',
  'internet.userName': 'internet.username',
  'internet.ip': 'internet.ipv4',
  'name.findName': 'person.fullName',
  'address.streetName': 'location.street',
  'address.zipCode': 'location.zipCode',
  'image.imageUrl': 'image.url',
  'company.companyName': 'company.name',
};

/**
 * The value for an `x-faker` hint, as Prism reads it: `internet.email`, or `{ "helpers.arrayElement": [["a", "b"]] }`
 * with arguments.
 * @returns undefined for what Faker does not know, and for what is not JSON
 */
export function hinted(faker: Faker, hint: JsonValue): JsonValue | undefined {
  const [path, args] = readHint(hint);
  const method = path === undefined ? undefined : methodOf(faker, path);
  if (!method) return undefined;
  try {
    return toJson(method(args));
  } catch {
    // Arguments that the method cannot use are the document's fault: the hint is then none.
    return undefined;
  }
}

function readHint(hint: JsonValue): [path: string | undefined, args: readonly JsonValue[]] {
  if (typeof hint === 'string') return [hint, []];
  if (!isObject(hint)) return [undefined, []];
  const [entry] = Object.entries(hint);
  if (!entry) return [undefined, []];
  const [path, args = null] = entry;
  return [path, Array.isArray(args) ? args : [args]];
}

function methodOf(faker: Faker, path: string): ((args: readonly JsonValue[]) => unknown) | undefined {
  const known = RENAMED[path] ?? path;
  const [written = '', name = ''] = known.split('.');
  const group: unknown = Reflect.get(faker, Object.hasOwn(RENAMED, written) ? (RENAMED[written] ?? written) : written);
  if (!/^[a-z]+[\w]*$/i.test(name) || name === 'constructor' || typeof group !== 'object' || group === null)
    return undefined;
  const method: unknown = Reflect.get(group, name);
  return typeof method === 'function' ? (args) => Reflect.apply(method, group, args) : undefined;
}

function toJson(value: unknown): JsonValue | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value === undefined || typeof value === 'function') return undefined;
  return readJson(writeJson(value));
}
