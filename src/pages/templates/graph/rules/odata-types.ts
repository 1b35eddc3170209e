import { isObject, own } from '../../../../model/index.js';
import type { JsonNode } from '../../../read/json.js';
import { jsonOf } from '../../../read/message.js';
import { itemsOf } from '../../../reference/envelopes.js';
import { compare } from '../../../reference/groups.js';
import { chainOf, namespaceOf, simpleName, type TypeIndex, typeShown } from '../../../reference/types.js';
import {
  enter,
  type Found,
  type GroupFacts,
  groupRule,
  lineWith,
  memoized,
  messagesOf,
  pageRule,
  type Rule,
  type TypedObject,
} from '../../../rules/rule.js';
import { CONVENTIONS, NAMESPACE, TYPE_MEMBER, typeName } from '../conventions.js';

/** The type that an object names. */
function payloadType(node: JsonNode | undefined): string | undefined {
  return typeShown(node, CONVENTIONS);
}

/** The line of an object's own `@odata.type`. */
function typeLine(node: JsonNode): number {
  return node.members?.find(({ name }) => name === TYPE_MEMBER)?.line ?? node.line;
}

interface Annotated {
  readonly found: Pick<Found, 'page' | 'line' | 'against'>;
  readonly said: string;
  readonly shown: string;
}

/** Examples whose annotation names a type, with the type that their body shows. */
const annotatedTypes = memoized((group: GroupFacts): readonly Annotated[] => [...findAnnotated(group)]);

function* findAnnotated({ group }: GroupFacts): Generator<Annotated> {
  for (const page of group.pages)
    for (const { message, annotation } of messagesOf(page)) {
      const written = annotation?.type;
      const body = jsonOf(message);
      const said = written === undefined ? undefined : typeName(written);
      if (!annotation || said === undefined || !body) continue;
      const items = itemsOf(body, CONVENTIONS);
      const node = items.find((item) => payloadType(item) !== undefined);
      const shown = payloadType(node);
      // A collection may hold objects of several types.
      if (!node || shown === undefined || (items.length > 1 && items.some((item) => payloadType(item) !== shown)))
        continue;
      const line = lineWith(page, TYPE_MEMBER, annotation.line, annotation.line + 12);
      yield { found: { page: page.name, line, against: { page: page.name, line: typeLine(node) } }, said, shown };
    }
}

export const annotationType: Rule = groupRule(
  {
    id: 'annotation-type',
    severity: 'warning',
    finds: 'An annotation that names another type than the body that follows it.',
    example:
      '`"@odata.type": "harbour.crate"` in the comment before the example, `"@odata.type": "#harbour.parcel"` in its body. A type that derives from the annotated one is no contradiction.',
  },
  function* (group) {
    for (const { found, said, shown } of annotatedTypes(group)) {
      if (said.toLowerCase() === shown.toLowerCase() || derives(shown, said, group.index)) continue;
      if (said.toLowerCase() === simpleName(shown).toLowerCase()) continue;
      yield {
        ...found,
        message: `The annotation names ${said}; the body names ${shown}.`,
        suggestion: 'Name the same type in both.',
      };
    }
  },
);

export const annotationTypeCase: Rule = groupRule(
  {
    id: 'annotation-type-case',
    severity: 'info',
    finds: 'An annotation that names the type of the body in another letter case.',
    example: '`harbour.Parcel` in the annotation, `#harbour.parcel` in the body.',
  },
  function* (group) {
    for (const { found, said, shown } of annotatedTypes(group))
      if (said !== shown && said.toLowerCase() === shown.toLowerCase())
        yield {
          ...found,
          message: `The annotation names ${said}; the body names ${shown}.`,
          suggestion: 'Write both in the same case.',
        };
  },
);

function derives(name: string, from: string, index: TypeIndex): boolean {
  const entry = index.byFullName(name);
  return (
    entry !== undefined && chainOf(entry, index).some(({ fullName }) => fullName.toLowerCase() === from.toLowerCase())
  );
}

export const payloadTypeCase: Rule = groupRule(
  {
    id: 'payload-type-case',
    severity: 'warning',
    finds: 'An @odata.type that the page of its type writes in another letter case.',
    example: 'The example has `#harbour.Parcel`, the page of the type `harbour.parcel`.',
  },
  function* ({ objects }) {
    for (const { page, node, entry } of objects) {
      const shown = payloadType(node);
      const described = entry.resource?.resource.fullName;
      if (shown === undefined || described === undefined || shown === described) continue;
      if (shown.toLowerCase() === described.toLowerCase())
        yield {
          page: page.name,
          line: typeLine(node),
          message: `The example writes the type ${shown}; its page writes ${described}.`,
          suggestion: `Write ${described}.`,
          ...(entry.resource
            ? { against: { page: entry.resource.page.name, line: entry.resource.resource.line } }
            : {}),
        };
    }
  },
);

export const payloadNamespace: Rule = groupRule(
  {
    id: 'payload-namespace',
    severity: 'warning',
    finds:
      'An @odata.type in another namespace than the page of its type gives it; reported once for each page and type.',
    example: 'The example has `#harbour.parcel`, the page of the type describes `harbour.shipping.parcel`.',
  },
  function* ({ objects }) {
    for (const { page, node, entry } of firsts(objects)) {
      const shown = payloadType(node);
      const described = entry.resource?.resource.fullName;
      if (shown === undefined || described === undefined) continue;
      if (namespaceOf(shown).toLowerCase() === namespaceOf(described).toLowerCase()) continue;
      yield {
        page: page.name,
        line: typeLine(node),
        message: `The example sends ${shown}; the page of the type describes ${described}.`,
        suggestion: 'Write the same namespace in both.',
        ...(entry.resource ? { against: { page: entry.resource.page.name, line: entry.resource.resource.line } } : {}),
      };
    }
  },
);

/** The first object of each page and type. */
const firsts = memoized((objects: readonly TypedObject[]): TypedObject[] => {
  const found = new Map<string, TypedObject>();
  for (const object of objects) {
    const key = `${object.page.name} ${object.entry.fullName}`;
    const before = found.get(key);
    if (payloadType(object.node) !== undefined && (!before || object.node.line < before.node.line))
      found.set(key, object);
  }
  return [...found.values()];
});

export const pageNamespace: Rule = pageRule(
  {
    id: 'page-namespace',
    severity: 'warning',
    finds: 'A namespace of a page that is not the one of the object in its example request.',
    example: '`Namespace: harbour`, and the example sends `"@odata.type": "#harbour.shipping.parcel"`.',
  },
  function* (page) {
    if (!page.namespace) return;
    for (const { request } of page.examples) {
      const body = request && jsonOf(request.message);
      const shown = payloadType(body);
      if (
        !body ||
        shown === undefined ||
        !shown.includes('.') ||
        namespaceOf(shown).toLowerCase() === page.namespace.text.toLowerCase()
      )
        continue;
      if (page.body.type && simpleName(shown).toLowerCase() !== simpleName(page.body.type.name).toLowerCase()) continue;
      yield {
        page: page.name,
        line: page.namespace.line,
        message: `The page names the namespace ${page.namespace.text}; its example sends ${shown}.`,
        suggestion: 'Write the same namespace in both.',
        against: { page: page.name, line: typeLine(body) },
      };
      return;
    }
  },
);

export const noNamespace: Rule = groupRule(
  {
    id: 'no-namespace',
    severity: 'info',
    finds: 'A page without a namespace, among others that have one.',
    example: 'No line `Namespace: harbour` below the title, where other pages have one.',
  },
  function* ({ group }) {
    if (!group.pages.some(({ requests, namespace }) => requests.length > 0 && namespace)) return;
    for (const page of group.pages)
      if (page.requests.length > 0 && !page.namespace)
        yield {
          page: page.name,
          line: page.title.line,
          message: 'The page does not name its namespace.',
          suggestion: `Add a line such as "Namespace: ${NAMESPACE}" below the title.`,
        };
  },
);

export const typeHash: Rule = pageRule(
  {
    id: 'type-hash',
    severity: 'info',
    isOff: true,
    finds: 'A body that writes @odata.type with a hash in one object and without in another.',
    example: '`"@odata.type": "#harbour.parcel"` around `"@odata.type": "harbour.stamp"`.',
  },
  function* (page) {
    for (const { message } of messagesOf(page)) {
      const body = jsonOf(message);
      const lines = body ? hashes(body) : { hash: undefined, bare: undefined };
      if (lines.hash !== undefined && lines.bare !== undefined)
        yield {
          page: page.name,
          line: lines.bare,
          message: 'This @odata.type has no hash; another one of the same body has.',
          suggestion: 'Write all with a hash (OData JSON Format §4.6.3).',
          against: { page: page.name, line: lines.hash },
        };
    }
  },
);

/** The first lines of types with a hash, and without. */
function hashes(body: JsonNode): { hash: number | undefined; bare: number | undefined } {
  let hash: number | undefined;
  let bare: number | undefined;
  const waiting = [body];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const type = isObject(node.value) ? own(node.value, TYPE_MEMBER) : undefined;
    if (typeof type === 'string') {
      if (type.startsWith('#')) hash = Math.min(hash ?? Number.POSITIVE_INFINITY, typeLine(node));
      else bare = Math.min(bare ?? Number.POSITIVE_INFINITY, typeLine(node));
    }
    for (const item of node.items ?? []) waiting.push(item);
    for (const member of node.members ?? []) waiting.push(member.node);
  }
  return { hash, bare };
}

export const twoNamespaces: Rule = groupRule(
  {
    id: 'two-namespaces',
    severity: 'warning',
    finds: 'A type of one name that examples of different pages send under two namespaces.',
    example: '`#harbour.parcel` in the examples of one page, `#harbour.shipping.parcel` in those of another.',
  },
  function* ({ objects }) {
    const byName = new Map<string, TypedObject[]>();
    for (const object of firsts(objects)) {
      const name = simpleName(payloadType(object.node) ?? '').toLowerCase();
      enter(byName, name, object);
    }
    for (const same of byName.values()) {
      const sorted = same.sort((a, b) => compare(a.page.name, b.page.name) || a.node.line - b.node.line);
      const [first] = sorted;
      const shown = first && payloadType(first.node);
      if (!first || shown === undefined) continue;
      for (const { page, node } of sorted) {
        const other = payloadType(node);
        if (other === undefined || other.toLowerCase() === shown.toLowerCase()) continue;
        yield {
          page: page.name,
          line: typeLine(node),
          message: `The example sends ${other}; the example of another page sends ${shown}.`,
          suggestion: 'Write the same namespace in both, unless they are two types.',
          against: { page: first.page.name, line: typeLine(first.node) },
        };
      }
    }
  },
);
