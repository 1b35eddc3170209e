/** A JSON Schema as tables of members: one section for the root and one for each definition. */
import { anchorOf, code, plain, table } from './markdown.mjs';

/**
 * @param {Record<string, unknown>} schema
 * @param {string} heading its marks: `##`
 * @param {(ref: string) => string} linkTo the link that a `$ref` becomes
 * @returns {string} what it says: its members, or its values
 */
export function bodyOf(schema, linkTo) {
  const rows = rowsOf(schema, linkTo, '', 0);
  const said = schema.description ? `${plain(schema.description)}\n\n` : '';
  if (rows.length > 0) return `${said}${table(['member', 'type', 'required', 'what it is'], rows)}\n`;
  return `${said}${typeOf(schema, linkTo)}\n`;
}

function rowsOf(schema, linkTo, prefix, depth) {
  const own = [schema, ...(schema.allOf ?? [])].flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(([name, value]) => [name, value, required.includes(name)]),
  );
  return own.flatMap(([name, value, isRequired]) => {
    const path = `${prefix}${name}`;
    const row = [code(path), typeOf(value, linkTo), isRequired ? 'yes' : '', plain(value.description ?? '')];
    const items = value.items && value.items !== true ? value.items : undefined;
    const below =
      depth < 3
        ? [
            ...rowsOf(value, linkTo, `${path}.`, depth + 1),
            ...(items ? rowsOf(items, linkTo, `${path}[].`, depth + 1) : []),
          ]
        : [];
    return [row, ...below];
  });
}

/** In words: `string`, `array of X`, `one of "a", "b"`. */
export function typeOf(schema, linkTo) {
  if (schema === true || schema === undefined) return 'any value';
  if (schema.$ref) return linkTo(schema.$ref);
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map((value) => code(JSON.stringify(value))).join(', ');
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches && !schema.properties) return [...new Set(branches.map((each) => typeOf(each, linkTo)))].join(' or ');
  if (schema.allOf?.length === 1 && !schema.type) return typeOf(schema.allOf[0], linkTo);
  const types = [schema.type ?? (schema.properties ? 'object' : [])].flat();
  if (types.includes('array') && schema.items && schema.items !== true) {
    const others = types.filter((type) => type !== 'array');
    return [`array of ${typeOf(schema.items, linkTo)}`, ...others].join(' or ');
  }
  const map = schema.additionalProperties;
  if (types[0] === 'object' && map && typeof map === 'object' && !schema.properties)
    return `object of ${typeOf(map, linkTo)} by name`;
  return [types.join(' or ') || 'any value', ...limitsOf(schema)].join(', ');
}

function limitsOf({ format, pattern, minimum, maximum, minLength, maxLength, minItems, maxItems, default: usual }) {
  return [
    ...(format === undefined ? [] : [format]),
    ...(pattern === undefined ? [] : [`pattern ${code(pattern)}`]),
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(minLength === undefined || minLength === 1 ? [] : [`at least ${minLength} characters`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
    ...(minItems === undefined ? [] : [`at least ${minItems} items`]),
    ...(maxItems === undefined ? [] : [`at most ${maxItems} items`]),
    ...(usual === undefined ? [] : [`default ${code(JSON.stringify(usual))}`]),
  ];
}

/** @param {string} name */
export function linkToSection(name) {
  return `[${name}](#${anchorOf(name)})`;
}
