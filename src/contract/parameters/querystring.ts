import { isFormType } from '../../http/index.js';
import { decodePercent, type JsonObject, type Located } from '../../model/index.js';
import { propertiesIn, type Shape, type Shapes } from '../../schema/index.js';
import { readValueContent, valueContentOf } from './content.js';
import { parseForm } from './fields.js';
import type { CompiledParameter, ReadParameter } from './parameter.js';

/**
 * A parameter that is the whole query string (OpenAPI 3.2 §4.12, `in: querystring`), ready to read: its `content` says
 * how the text becomes a value. In reports it is a query parameter. Undefined where it has no usable media type.
 * @param reserved the fields that belong to security schemes or to the key of `paths`: they are not part of it
 */
export function compileQuerystring(
  parameter: Located,
  root: JsonObject,
  shapes: Shapes,
  reserved: () => ReadonlySet<string>,
): CompiledParameter | undefined {
  const { node, pointer } = parameter;
  const content = valueContentOf(parameter, root, shapes);
  const type = content?.type;
  if (typeof node.name !== 'string' || !type) return undefined;
  const { schema, shape } = content;
  const isForm = isFormType(type);
  /** What mocks read for themselves is no part of it either, unless the document names it. */
  const isForMock = (field: string): boolean => MOCK_FIELDS.has(field) && !(isForm && propertiesIn(shape).has(field));
  const takesField = (field: string): boolean => !isForMock(field) && (!isForm || isMember(shape, field));
  return {
    place: 'query',
    name: node.name,
    required: node.required === true,
    pointer,
    node,
    ...(schema === undefined ? {} : { schema }),
    ownsField: takesField,
    takesField,
    read({ queryText = '' }) {
      const text = without(queryText, (field) => isForMock(field) || reserved().has(field));
      if (text === '') return NOT_SENT;
      return readValueContent(content, isForm ? text : decodePercent(text));
    },
  };
}

const NOT_SENT: ReadParameter = { sent: false };

/** Whether a schema names the field, or says that there may be others. */
function isMember(shape: Shape | undefined, field: string): boolean {
  if (!shape) return true;
  const [name = ''] = field.split('[', 1);
  return !shape.namesProperties || shape.closesOthers || shape.welcomesOthers || shape.property(name) !== undefined;
}

/** A query without some of its fields. */
function without(query: string, isOther: (field: string) => boolean): string {
  if (query === '') return query;
  return query
    .split('&')
    .filter((part) => !isOther([...parseForm(part).keys()][0] ?? ''))
    .join('&');
}

/** Fields by which clients of a mock ask it for something (`__code=404`), as clients of Prism do. */
const MOCK_FIELDS: ReadonlySet<string> = new Set(
  [
    'code',
    'example',
    'dynamic',
    'seed',
    'validate-request',
    'no-auth',
    'delay',
    'pace',
    'fault',
    'return',
    'server',
  ].map((name) => `__${name}`),
);
