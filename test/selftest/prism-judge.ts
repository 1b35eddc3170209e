import { createRequire } from 'node:module';
import type { getHttpOperationsFromSpec, IHttpNameValue, IHttpNameValues } from '@stoplight/prism-http';
import type { validateInput, validateOutput } from '@stoplight/prism-http/dist/validator/index.js';
import { bundle, type Contract, type Exchange } from '../../src/api/index.js';
import { child, type Headers, isObject, type JsonValue, type Part, type Remark } from '../../src/model/index.js';
import type { Judge } from '../../src/selftest/index.js';

// CommonJS without named exports that Node could see.
const require = createRequire(import.meta.url);
const http: { getHttpOperationsFromSpec: typeof getHttpOperationsFromSpec } = require('@stoplight/prism-http');
const validator: {
  validateInput: typeof validateInput;
  validateOutput: typeof validateOutput;
} = require('@stoplight/prism-http/dist/validator/index.js');

/** Prism's validator on the same document. It says what is wrong by path and ajv's keyword, which is what our findings are. */
export async function prismJudge(contract: Contract): Promise<Judge> {
  const document: JsonValue = JSON.parse(bundle(contract, 'json'));
  // 3.1 is taken for draft 07 unless it names its dialect.
  const dialect =
    contract.document.dialect === '3.1' ? { jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema' } : {};
  const operations = await http.getHttpOperationsFromSpec(isObject(document) ? { ...dialect, ...document } : {});
  const judge: Judge = (exchange) => {
    const { request, response } = exchange;
    const [path = '', query = ''] = request.url.split('?');
    const resource = operations.find(
      (operation) => operation.method === request.method.toLowerCase() && matches(operation.path, path),
    );
    if (!resource) return [{ in: 'request', part: 'path', location: '', keyword: 'undocumented-path' }];
    const asked = validator.validateInput({
      resource,
      element: {
        // The validator asks only the operation.
        method: 'get',
        url: { path, query: queryOf(query) },
        headers: headersOf(exchange, 'request'),
        body: bodyOf(exchange, 'request'),
      },
    });
    const answered = validator.validateOutput({
      resource,
      element: {
        statusCode: response.status,
        headers: headersOf(exchange, 'response'),
        body: bodyOf(exchange, 'response'),
      },
    });
    const list = (side: 'request' | 'response', outcome: typeof asked | typeof answered): Remark[] =>
      outcome._tag === 'Left' ? outcome.left.map((one) => findingOf(side, one.path ?? [], String(one.code ?? ''))) : [];
    return [...list('request', asked), ...list('response', answered)];
  };
  return (exchange) => {
    try {
      return judge(exchange);
    } catch {
      // Its server refuses broken JSON before its validator sees it; some styles end in an exception.
      return [{ in: 'request', part: 'operation', location: '', keyword: 'exception' }];
    }
  };
}

/** Whether a path is one of the template's. */
function matches(template: string, path: string): boolean {
  const literals = template.split(/\{[^}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literals.join('[^/]+')}$`).test(path);
}

function queryOf(text: string): IHttpNameValues {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = query[name];
    query[name] = before === undefined ? value : [before, value].flat();
  }
  return query;
}

function headersOf(exchange: Exchange, side: 'request' | 'response'): IHttpNameValue {
  const { headers, body } = exchange[side];
  // Prism's server looks at media types only where there is a length.
  const length = body.state === 'present' ? { 'content-length': String(body.content.length) } : {};
  return { ...joined(headers), ...length };
}

function joined(headers: Headers): IHttpNameValue {
  const pairs = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]);
  return Object.fromEntries(pairs);
}

/** What Prism's server hands to its validator: parsed JSON, and text of all else. */
function bodyOf(exchange: Exchange, side: 'request' | 'response'): unknown {
  const { headers, body } = exchange[side];
  if (body.state !== 'present' || typeof body.content !== 'string') return undefined;
  return /json/.test(joined(headers)['content-type'] ?? '') ? JSON.parse(body.content) : body.content;
}

function findingOf(side: 'request' | 'response', path: readonly (string | number)[], code: string): Remark {
  const [place = '', ...rest] = path.map(String);
  if (place !== 'body') return { in: side, part: partOf(place), location: rest[0] ?? '', keyword: code };
  return {
    in: side,
    part: 'body',
    location: rest.reduce((pointer, token) => child(pointer, token), ''),
    keyword: code,
  };
}

function partOf(place: string): Part {
  return place === 'path' || place === 'query' || place === 'header' ? place : 'operation';
}
