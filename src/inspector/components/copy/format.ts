import type { ExchangeDetail } from '../../../feed/reader.js';

/** A form in which an exchange can be copied. */
export interface CopyFormat {
  /** `cURL`. */
  readonly title: string;
  /** @param origin of the server: `http://127.0.0.1:4010` */
  readonly write: (exchange: ExchangeDetail, origin: string) => string;
}

/** Fields that clients write by themselves, or that only concern one connection. */
const BY_CLIENT = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'expect']);

/** The header fields of a request that one writes by hand, one line for each value. */
export function fieldsToSend({ request }: ExchangeDetail): (readonly [name: string, value: string])[] {
  return fieldsOf(request.headers).filter(([name]) => !BY_CLIENT.has(name.toLowerCase()));
}

/** Header fields, one for each value. */
export function fieldsOf(headers: ExchangeDetail['request']['headers']): (readonly [name: string, value: string])[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined
      ? []
      : typeof value === 'string'
        ? [[name, value] as const]
        : value.map((each) => [name, each] as const),
  );
}

/** The address that was asked for. */
export function urlOf({ target, request }: ExchangeDetail, origin: string): string {
  return /^https?:/.test(request.url) ? request.url : `${origin}${target}`;
}
