import { isObject, type JsonValue, own } from '../../model/index.js';

/**
 * A Swagger description whose form fields must not be empty where it says so: `allowEmptyValue: false` of a text is
 * `minLength: 1`, since OpenAPI 3 has no other word for it in a body (Swagger 2.0, Parameter Object). Prism does so
 * too.
 */
export function withFilledFields(swagger: JsonValue): JsonValue {
  if (!isObject(swagger)) return swagger;
  return inMember(inMember(swagger, 'parameters', eachMember(filled)), 'paths', eachMember(ofPath));
}

function ofPath(item: JsonValue): JsonValue {
  return isObject(item) ? inMember(eachMember(ofOperation)(item), 'parameters', eachItem) : item;
}

function ofOperation(operation: JsonValue): JsonValue {
  return isObject(operation) ? inMember(operation, 'parameters', eachItem) : operation;
}

function eachItem(parameters: JsonValue): JsonValue {
  return Array.isArray(parameters) ? parameters.map(filled) : parameters;
}

function filled(parameter: JsonValue): JsonValue {
  if (!isObject(parameter)) return parameter;
  const { in: place, type, allowEmptyValue, minLength } = parameter;
  if (place !== 'formData' || type !== 'string' || allowEmptyValue !== false || Number(minLength) >= 1)
    return parameter;
  return { ...parameter, minLength: 1 };
}

function eachMember(change: (member: JsonValue) => JsonValue): (node: JsonValue) => JsonValue {
  return (node) =>
    isObject(node)
      ? Object.fromEntries(Object.entries(node).map(([name, member]) => [name, change(member ?? null)]))
      : node;
}

function inMember(node: JsonValue, name: string, change: (member: JsonValue) => JsonValue): JsonValue {
  const member = isObject(node) ? own(node, name) : undefined;
  return isObject(node) && member !== undefined ? { ...node, [name]: change(member) } : node;
}
