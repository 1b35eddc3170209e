import type { Body, Headers, RequestMessage, ResponseMessage } from '../../model/index.js';

/** A value of which nothing is known but that it is an object or a function with members. */
export interface Thing {
  readonly [name: string]: unknown;
}

/** What a client gives as a response, recognised by its members alone: no client's package is imported. */
export interface ClientShape {
  /** Of the client, as messages and the exchange's `source` name it. */
  readonly name: string;
  /** What `exchangeOf` takes of it, in words: `the Response of fetch, and its Request`. */
  readonly takes: string;
  fits(response: Thing): boolean;
  /** The response, and the request where the client keeps it. */
  read(response: Thing): Promise<ClientMessages>;
}

/** The messages that a client kept. Without a request the caller must give it. */
export interface ClientMessages {
  readonly request?: RequestMessage;
  readonly response: ResponseMessage;
}

/** Whether something has members. */
export function isThing(value: unknown): value is Thing {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Calls a method; undefined where there is no such method. */
export function call(thing: Thing, name: string, ...given: readonly unknown[]): unknown {
  const method = thing[name];
  return typeof method === 'function' ? Reflect.apply(method, thing, given) : undefined;
}

/** The text of a member or of what a method gives; empty if none exists. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Header fields of an object, whatever the case of their names. */
export function fieldsIn(value: unknown): Headers {
  const fields: Record<string, string | string[]> = Object.create(null);
  if (!isThing(value)) return fields;
  for (const [name, field] of Object.entries(value)) {
    if (typeof field === 'string' || typeof field === 'number') fields[name.toLowerCase()] = String(field);
    else if (Array.isArray(field)) fields[name.toLowerCase()] = field.map(String);
  }
  return fields;
}

/** A body that is text or bytes; absent where there is nothing, and not known where it is anything else. */
export function bodyIn(value: unknown): Body {
  if (value === undefined || value === null || value === '') return { state: 'absent' };
  if (typeof value === 'string') return { state: 'present', content: value };
  if (value instanceof ArrayBuffer) return bodyIn(new Uint8Array(value));
  if (value instanceof URLSearchParams) return { state: 'present', content: value.toString() };
  if (!(value instanceof Uint8Array)) return NOT_KEPT;
  return value.length === 0 ? { state: 'absent' } : { state: 'present', content: value };
}

/** A body that the client did not keep, or that was read before. */
export const NOT_KEPT: Body = { state: 'unknown', reason: 'body-omitted' };
