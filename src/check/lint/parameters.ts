import type { Contract } from '../../contract/index.js';
import { child, isObject, type Located, own } from '../../model/index.js';
import { around, nameOf, type Place, type Places } from './places.js';
import type { DocumentRule, Found } from './rule.js';
import { createNearest, nearest } from './spelling.js';

const PLACES = ['path', 'query', 'header', 'cookie'] as const;

export const unusableParameter: DocumentRule = {
  id: 'unusable-parameter',
  severity: 'error',
  finds: 'A parameter without a name, or in a place that does not exist: it is left out, and never judged.',
  example: '`{ name: limit, in: querry }`.',
  *check(_, places) {
    for (const place of places.of('Parameter')) {
      const { name, in: where } = place.node;
      if (typeof name !== 'string' || name === '')
        yield {
          pointer: place.pointer,
          message: `${nameOf(place)}: a parameter has no name`,
          suggestion: 'Write name.',
        };
      if (PLACES.some((known) => known === where)) continue;
      if (where === 'querystring' && places.minor >= 2) continue;
      const said =
        where === undefined
          ? 'says nowhere where it is sent'
          : `is in ${JSON.stringify(where)}, and there is no such place`;
      yield {
        pointer: where === undefined ? place.pointer : child(place.pointer, 'in'),
        message: `${nameOf(place)}: the parameter ${String(name)} ${said}; it is left out`,
        suggestion: cureOf(String(where)),
      };
    }
  },
};

function cureOf(where: string): string {
  const meant = nearest(where, PLACES);
  if (meant !== undefined) return `Write in: ${meant}.`;
  if (where === 'body') return 'Write it as requestBody, with its schema under content and the media type.';
  if (where === 'formData')
    return 'Write it as a property of requestBody, under application/x-www-form-urlencoded or multipart/form-data.';
  return 'Write in: path, query, header or cookie.';
}

export const duplicateParameter: DocumentRule = {
  id: 'duplicate-parameter',
  severity: 'error',
  finds: 'Two parameters of one list with the same name and place: only the first is judged.',
  example: '`{ name: limit, in: query }` twice.',
  *check(contract, places) {
    for (const holder of [...places.of('Operation'), ...places.of('PathItem')]) {
      const first = new Map<string, Located>();
      for (const parameter of parametersOf(contract, holder)) {
        const { name, in: where } = parameter.node;
        const key = `${String(where)} ${where === 'header' ? String(name).toLowerCase() : String(name)}`;
        const known = first.get(key);
        if (known === undefined) first.set(key, parameter);
        else
          yield {
            pointer: parameter.written,
            message: `${nameOf(holder)} describes the ${String(where)} parameter ${String(name)} twice`,
            suggestion: 'Keep one of them.',
            against: known.pointer,
          };
      }
    }
  },
};

export const undescribedVariable: DocumentRule = {
  id: 'undescribed-variable',
  severity: 'warning',
  finds: 'A variable of a path that no parameter describes: its values are never judged.',
  example: '`/parcels/{id}` without `{ name: id, in: path, required: true, schema: … }`.',
  *check(contract, places) {
    for (const { item, operations } of pathsIn(places)) {
      const ofItem = pathParametersOf(contract, item);
      const missing = (holder: readonly Place[]): Found[] =>
        variablesOf(item.key)
          .filter((name) => !ofItem.has(name))
          .filter((name) => holder.every((operation) => !pathParametersOf(contract, operation).has(name)))
          .map((name) => undescribed(item, name));
      if (operations.length === 0) continue;
      // What no operation describes is reported once.
      const nowhere = missing(operations);
      yield* nowhere;
      for (const operation of operations)
        for (const found of missing([operation]))
          if (!nowhere.some(({ message }) => message === found.message))
            yield { ...found, pointer: operation.pointer, message: `${nameOf(operation)}: ${found.message}` };
    }
  },
};

function undescribed({ key, pointer }: Place, name: string): Found {
  return {
    pointer,
    message: `no parameter describes {${name}} of ${key}`,
    suggestion: `Add { name: ${name}, in: path, required: true, schema: … } to its parameters.`,
  };
}

export const strangePathParameter: DocumentRule = {
  id: 'strange-path-parameter',
  severity: 'error',
  finds: 'A path parameter that its path has no variable for: every request would lack it.',
  example: '`/parcels/{parcelId}` with `{ name: parcelid, in: path }`.',
  *check(contract, places) {
    const nearest = createNearest();
    for (const { item, operations } of pathsIn(places)) {
      const variables = variablesOf(item.key);
      for (const holder of [item, ...operations])
        for (const [name, written] of pathParametersOf(contract, holder)) {
          if (variables.includes(name)) continue;
          const meant = nearest(name, variables);
          yield {
            pointer: written,
            message: `${nameOf(holder)}: there is no {${name}} in ${item.key}`,
            suggestion:
              meant === undefined
                ? 'Take the parameter out, or put the variable into the path.'
                : `Write name: ${meant}.`,
          };
        }
    }
  },
};

export const optionalPathParameter: DocumentRule = {
  id: 'optional-path-parameter',
  severity: 'warning',
  finds: 'A path parameter without `required: true`, which OpenAPI demands of each (OpenAPI 3.1 §4.8.12.2).',
  example: '`{ name: id, in: path, schema: { type: integer } }`.',
  *check(_, places) {
    for (const place of places.of('Parameter')) {
      const { name, in: where, required } = place.node;
      if (where !== 'path' || required === true) continue;
      yield {
        pointer: required === undefined ? place.pointer : child(place.pointer, 'required'),
        message: `${nameOf(place)}: the path parameter ${String(name)} is not required, and no URL can leave it out`,
        suggestion: 'Write required: true.',
      };
    }
  },
};

export const querystringParameter: DocumentRule = {
  id: 'querystring-parameter',
  severity: 'error',
  finds:
    'A parameter for the whole query string that is beside another one or beside query parameters, or that does not say its one media type in `content` (OpenAPI 3.2 §4.12).',
  example: '`{ name: q, in: querystring, schema: { type: object } }`.',
  *check(contract, places) {
    if (places.minor < 2) return;
    for (const place of places.of('Parameter')) {
      const { name, in: where, content } = place.node;
      if (where !== 'querystring') continue;
      const count = isObject(content) ? Object.keys(content).length : 0;
      const stray = ['schema', 'style', 'explode', 'allowReserved', 'allowEmptyValue'].find((word) =>
        Object.hasOwn(place.node, word),
      );
      const said = `${nameOf(place)}: the parameter ${String(name)}, which is the query string,`;
      if (count !== 1)
        yield {
          pointer: place.pointer,
          message: `${said} has ${count === 0 ? 'no media type' : `${count} media types`}`,
          suggestion: 'Write content with one media type, such as application/x-www-form-urlencoded.',
        };
      if (stray !== undefined)
        yield {
          pointer: child(place.pointer, stray),
          message: `${said} has ${stray}, which only other parameters have`,
          suggestion: 'Say it in content, under the media type: schema for the value, encoding for its fields.',
        };
    }
    for (const operation of contract.operations) {
      const [whole, ...others] = operation.parameters.filter(({ node }) => node.in === 'querystring');
      if (!whole) continue;
      for (const other of [...others, ...operation.parameters.filter(({ node }) => node.in === 'query')])
        yield {
          pointer: other.pointer,
          message: `${operation.id}: ${String(other.node.name)} is beside ${String(whole.node.name)}, which is the whole query string`,
          suggestion: `Describe it in the content of ${String(whole.node.name)}, or take one of them out.`,
          against: whole.pointer,
        };
    }
  },
};

/** Where a style may be used (OpenAPI 3.1 §4.8.12.2.1, 3.2 §4.12). */
const STYLES: Readonly<Record<string, readonly string[]>> = {
  path: ['matrix', 'label', 'simple'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
};

export const wrongStyle: DocumentRule = {
  id: 'wrong-style',
  severity: 'error',
  finds: 'A `style` that parameters of that place cannot have: values are not read as the service reads them.',
  example: '`{ in: path, style: form }`.',
  *check(_, places) {
    for (const place of [...places.of('Parameter'), ...places.of('Header')]) {
      const { style, in: where = 'header' } = place.node;
      const known = typeof where === 'string' ? STYLES[where] : undefined;
      const isEarly = style === 'cookie' && places.minor < 2;
      if (typeof style !== 'string' || !known || (known.includes(style) && !isEarly)) continue;
      const meant = nearest(style, known);
      yield {
        pointer: child(place.pointer, 'style'),
        message: `${nameOf(place)}: style ${style} does not exist in ${String(where)}`,
        suggestion:
          meant === undefined ? `Write ${known.join(', ').replace(/, ([^,]*)$/, ' or $1')}.` : `Write style: ${meant}.`,
      };
    }
  },
};

/** Paths with their operations. The paths of callbacks are expressions. */
function* pathsIn(places: Places): Generator<{ readonly item: Place; readonly operations: readonly Place[] }> {
  const byItem = new Map<Place, Place[]>();
  for (const item of places.of('PathItem')) if (item.parent?.kind === 'Paths') byItem.set(item, []);
  for (const operation of places.of('Operation')) {
    const item = around(operation, 'PathItem');
    if (item) byItem.get(item)?.push(operation);
  }
  for (const [item, operations] of byItem) yield { item, operations };
}

/** The names between braces. */
function variablesOf(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name.replace(/[+*]$/, ''));
}

/** The path parameters of a list, by name, with where they are written. */
function pathParametersOf(contract: Contract, holder: Place): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { node, written } of parametersOf(contract, holder))
    if (node.in === 'path' && typeof node.name === 'string') found.set(node.name, written);
  return found;
}

function* parametersOf(
  contract: Contract,
  { node, pointer }: Place,
): Generator<Located & { readonly written: string }> {
  const list = own(node, 'parameters');
  if (!Array.isArray(list)) return;
  for (const [index, item] of list.entries()) {
    const written = child(child(pointer, 'parameters'), index);
    const found = isObject(item) ? contract.resolve(item, written) : undefined;
    if (found) yield { ...found, written };
  }
}
