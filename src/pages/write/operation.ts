import type { JsonObject } from '../../model/index.js';
import type { Page } from '../page.js';
import type { DescribedOperation } from '../reference/operations.js';
import { requestBody } from './bodies.js';
import { described, lowerFirst, sourceOf, upperFirst, type WriteContext } from './context.js';
import { nameExamples } from './examples.js';
import { operationParameters } from './parameters.js';
import { operationResponses } from './responses.js';

/** An operation (OpenAPI 3.1 §4.8.10), without its id. */
export function operationObject(context: WriteContext, operation: DescribedOperation): JsonObject {
  const [first] = operation.descriptions;
  if (!first) return {};
  const examples = nameExamples(operation);
  const parameters = operationParameters(context, operation, examples);
  const body = requestBody(context, operation, examples);
  const security = securityOf(operation);
  const pages = operation.descriptions.slice(1).map(({ page, line }) => sourceOf(page, line.line));
  return {
    summary: first.page.title.text,
    ...described(context, first.page.description),
    tags: [tagOf(operation.path)],
    ...(operation.descriptions.every(({ page }) => page.deprecation) ? { deprecated: true } : {}),
    ...(security ? { security } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: operationResponses(context, operation, examples),
    ...(operation.isInferred ? { 'x-inferred': true } : {}),
    'x-source': sourceOf(first.page, first.line.line),
    ...(pages.length > 0 ? { 'x-also-described': pages } : {}),
  };
}

/** The first word of the path. */
function tagOf(path: string): string {
  return (
    path
      .split('/')
      .find((segment) => /^[A-Za-z]/.test(segment))
      ?.replace(/\(.*$/, '') ?? 'API'
  );
}

/**
 * A bearer token if a page asks for one. Each documented permission is an alternative, written as a role,
 * which schemes other than OAuth may have (OpenAPI 3.1 §4.8.30).
 */
function securityOf({ descriptions }: DescribedOperation): JsonObject[] | undefined {
  const names = [
    ...new Set(descriptions.flatMap(({ page }) => page.permissions.flatMap((permission) => permission.names))),
  ];
  if (names.length > 0) return names.map((name) => ({ bearer: [name] }));
  return descriptions.some(({ page }) => authorization(page)) ? [{ bearer: [] }] : undefined;
}

/** The row that asks for a token. */
export function authorization(page: Page): { readonly line: number } | undefined {
  return page.headers.find(({ name, description }) => /^authorization$/i.test(name) && /bearer/i.test(description));
}

/** An id for each operation: the words of its page's title, and a number where another operation has them. */
export function operationIds(operations: readonly DescribedOperation[], prefix: string, taken: Set<string>): string[] {
  return operations.map(({ descriptions, method }) => {
    const title = descriptions[0]?.page.title.text ?? '';
    // What calls an operation by its id goes on calling it when it is deprecated.
    const words = title.replace(/[([]deprecated[)\]]/i, '').match(/[A-Za-z0-9]+/g) ?? [
      method.toLowerCase(),
      'operation',
    ];
    const base = `${prefix}${words.map((word, index) => (index === 0 && prefix === '' ? lowerFirst(word) : upperFirst(word))).join('')}`;
    let id = base;
    for (let count = 2; taken.has(id); count += 1) id = `${base}${count}`;
    taken.add(id);
    return id;
  });
}
