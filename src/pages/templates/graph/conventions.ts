import type { Conventions } from '../conventions.js';
import { TYPE_WORDS } from './edm.js';

/** The namespace of most types, which some pages leave out. */
export const NAMESPACE = 'microsoft.graph';

/** The member by which an object names its type (OData JSON Format 4.01 §4.6.3). */
export const TYPE_MEMBER = '@odata.type';

/** The conventions of Microsoft Graph: OData 4.01 in JSON. */
export const CONVENTIONS: Conventions = {
  folders: new Set(['api', 'resources', 'resource', 'includes', 'enums']),
  wholeFolders: new Set(['api', 'resources']),
  requestSection: 'HTTP request',
  words: TYPE_WORDS,
  namespace: NAMESPACE,
  rootType: 'entity',
  typeName,
  /** With and without a hash. */
  typeMember: { name: TYPE_MEMBER, spellings: (fullName) => [`#${fullName}`, fullName] },
  /** The envelope of a collection (OData JSON Format 4.01 §4.5, §13). */
  envelope: {
    member: 'value',
    isBeside: (member) => member.startsWith('@odata.'),
    beside: {
      '@odata.context': { type: 'string' },
      '@odata.count': { type: 'integer', minimum: 0 },
      '@odata.nextLink': { type: 'string' },
      '@odata.deltaLink': { type: 'string' },
    },
  },
  isAnnotation: (member) => member.includes('@'),
  /** OData JSON Format 3.0 has `odata.type`; functions and actions begin with a hash. */
  isControl: (member) => member.includes('@') || member.startsWith('odata.') || member.startsWith('#'),
  commonPath,
};

/** `microsoft.graph.user` of `#microsoft.graph.user`, `Collection(microsoft.graph.user)` and their like. */
export function typeName(written: string): string | undefined {
  return /^#?(?:collection\()?#?([\w.]+)\)?$/i.exec(written.trim())?.[1];
}

/** OData writes keys in two ways (URL Conventions §4.3.1 and §4.3.6): `messages('a')` is `messages/a`. */
function commonPath(path: string): string {
  return path.replace(/(?<=\w)\((?:'([^'()]+)'|([^'()=]+))\)/g, '/$1$2');
}
