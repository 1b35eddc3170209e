import { own } from '../../../../model/index.js';
import { jsonOf } from '../../../read/message.js';
import { itemsOf } from '../../../reference/envelopes.js';
import { chainOf } from '../../../reference/types.js';
import {
  type GroupFacts,
  groupRule,
  lineWith,
  messagesOf,
  pageRule,
  type Rule,
  type TypedObject,
} from '../../../rules/rule.js';
import { CONVENTIONS } from '../conventions.js';

export const brokenAnnotation: Rule = pageRule(
  {
    id: 'broken-annotation',
    severity: 'warning',
    finds: 'An annotation that is not JSON.',
    example: '`<!-- { "blockType" "request" } -->`: the colon is missing.',
  },
  function* (page) {
    for (const line of page.outline.brokenAnnotations)
      yield {
        page: page.name,
        line,
        message: 'This annotation is not JSON and has no effect.',
        suggestion: 'Correct the JSON of the comment.',
      };
  },
);

/** The members of annotations that are true or false. */
const FLAGS = [
  'truncated',
  'isCollection',
  'isComposable',
  'isEmpty',
  'isMediaEntity',
  'openType',
  'abstract',
  'idempotent',
];

export const annotationFlag: Rule = pageRule(
  {
    id: 'annotation-flag',
    severity: 'info',
    finds: 'An annotation that writes true or false as a text.',
    example: '`"truncated": "true"`.',
  },
  function* (page) {
    for (const { blocks } of page.outline.sections)
      for (const block of blocks) {
        const annotation = block.kind === 'fence' ? block.annotation : undefined;
        for (const flag of annotation ? FLAGS : []) {
          const value = annotation && own(annotation.members, flag);
          if (!annotation || typeof value !== 'string' || !/^(?:true|false)$/i.test(value)) continue;
          yield {
            page: page.name,
            line: lineWith(page, `"${flag}"`, annotation.line),
            message: `${flag} is the text ${JSON.stringify(value)}; it must be ${value.toLowerCase()} without quotes.`,
            suggestion: 'Remove the quotes: to most readers any text is true.',
          };
        }
      }
  },
);

export const annotationName: Rule = pageRule(
  {
    id: 'annotation-name',
    severity: 'info',
    finds: 'An annotation whose name breaks off.',
    example: '`"name": "create_parcel_from_"`.',
  },
  function* (page) {
    for (const { annotation } of messagesOf(page)) {
      const name = annotation?.name;
      if (annotation && name !== undefined && /_$/.test(name))
        yield {
          page: page.name,
          line: lineWith(page, '"name"', annotation.line),
          message: `The name ${JSON.stringify(name)} is cut off.`,
          suggestion: 'Complete the name.',
        };
    }
  },
);

export const wholeTruncated: Rule = groupRule(
  {
    id: 'whole-truncated',
    severity: 'info',
    finds: 'An example that is marked truncated, although it shows all that its tables have.',
    example: '`"truncated": true` above an example that has every row of its table.',
  },
  function* (group) {
    for (const page of group.group.pages)
      for (const { response } of page.examples) {
        const body = response && jsonOf(response.message);
        if (!response?.annotation?.isTruncated || !body || !isWhole(group, page, itemsOf(body, CONVENTIONS))) continue;
        yield {
          page: page.name,
          line: lineWith(page, '"truncated"', response.annotation.line),
          message: 'The example is marked as truncated, but shows every property.',
          suggestion: 'Remove "truncated", or set it to false.',
          against: { page: page.name, line: body.line },
        };
      }
  },
);

function isWhole({ index, typeOf }: GroupFacts, page: TypedObject['page'], items: ReturnType<typeof itemsOf>): boolean {
  const rows = page.body.areRequired ? page.body.rows.map(({ name }) => name) : [];
  return items.some((node) => {
    const shown = new Set(node.members?.map(({ name }) => name) ?? []);
    if (rows.length > 0) return rows.every((name) => shown.has(name));
    const entry = typeOf(node);
    const chain = entry ? [entry, ...chainOf(entry, index)] : [];
    const names = chain.flatMap(({ resource }) => resource?.resource.properties.map(({ name }) => name) ?? []);
    const isKnown = entry?.base === undefined || chain.length > 1;
    return isKnown && names.length > 1 && names.every((name) => shown.has(name));
  });
}
