import { at, isObject, type JsonObject, type JsonValue, own, pointerOfFragment } from '../../model/index.js';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/**
 * A Swagger 2.0 description in which each operation names the body and the form fields of its path item itself: the
 * converter makes a body only of what an operation names.
 */
export function withOwnBodies(swagger: JsonObject): JsonObject {
  const paths = own(swagger, 'paths');
  if (!isObject(paths)) return swagger;
  const items = Object.entries(paths).map(([path, item]) => [path, isObject(item) ? handedDown(item, swagger) : item]);
  return { ...swagger, paths: Object.fromEntries(items) };
}

function handedDown(item: JsonObject, swagger: JsonObject): JsonObject {
  const parameters = own(item, 'parameters');
  if (!Array.isArray(parameters)) return item;
  const ofBody = parameters.filter((each: JsonValue) => isOfBody(parameterIn(each, swagger)));
  if (ofBody.length === 0) return item;
  const changed: Record<string, JsonValue | undefined> = { ...item };
  for (const method of METHODS) {
    const operation = own(item, method);
    if (!isObject(operation)) continue;
    const written = own(operation, 'parameters');
    const mine: readonly JsonValue[] = Array.isArray(written) ? written : [];
    const known = mine.map((each) => parameterIn(each, swagger)).filter(isOfBody);
    const more = ofBody.filter(
      (each: JsonValue) => !known.some((own) => takesPlaceOf(own, parameterIn(each, swagger))),
    );
    changed[method] = { ...operation, parameters: [...mine, ...more] };
  }
  const rest = parameters.filter((each: JsonValue) => !ofBody.includes(each));
  if (rest.length > 0) changed.parameters = rest;
  else delete changed.parameters;
  return changed;
}

function isOfBody({ in: place }: JsonObject): boolean {
  return place === 'formData' || place === 'body';
}

/** A request has one body: an operation's own form or body takes the place of the other kind too. */
function takesPlaceOf(mine: JsonObject, other: JsonObject): boolean {
  return mine.in !== other.in || mine.in === 'body' || mine.name === other.name;
}

function parameterIn(node: JsonValue, swagger: JsonObject): JsonObject {
  const reference = isObject(node) ? own(node, '$ref') : undefined;
  const found = typeof reference === 'string' ? at(swagger, pointerOfFragment(reference)) : node;
  return isObject(found) ? found : {};
}
