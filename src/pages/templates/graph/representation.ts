import { isObject, own } from '../../../model/index.js';
import type { FieldRow } from '../../page.js';
import type { JsonNode } from '../../read/json.js';
import { readNotes } from '../../types/notes.js';
import type { Primitive } from '../../types/primitive.js';
import { readType, type TypeRef } from '../../types/type-text.js';
import { TYPE_MEMBER } from './conventions.js';
import { EDM, TYPE_WORDS } from './edm.js';

/**
 * Rows for properties that only the JSON representation of a type shows. There, values are words for types.
 * @param known names of properties that a table describes
 */
export function representedRows(node: JsonNode | undefined, known: ReadonlySet<string>): FieldRow[] {
  const folded = new Set([...known].map((name) => name.toLowerCase()));
  return (node?.members ?? []).flatMap(({ name, line, node: value }) => {
    if (name.includes('@') || folded.has(name.toLowerCase())) return [];
    const typeText = wordOf(value);
    const type = typeOf(value);
    return [
      {
        name,
        line,
        typeText,
        type,
        description: '',
        pieces: [],
        notes: notesOf(value),
        surplus: 0,
        isRepresented: true,
      },
    ];
  });
}

function wordOf({ value, items }: JsonNode): string {
  if (items) return `${items[0] ? wordOf(items[0]) : ''} collection`.trim();
  if (isObject(value)) return String(own(value, TYPE_MEMBER) ?? 'object').replace(/^#/, '');
  if (typeof value === 'boolean') return EDM.Boolean.name;
  return value === WHOLE ? EDM.Integer.name : String(value);
}

/** The number by which representations say that a property is a whole number. Other numbers are samples. */
const WHOLE = 1024;

function typeOf({ value, items }: JsonNode): TypeRef | undefined {
  const [first] = items ?? [];
  if (first) {
    const type = typeOf(first);
    return type && { ...type, isCollection: true };
  }
  if (typeof value === 'boolean') return primitive(EDM.Boolean);
  if (value === WHOLE) return primitive(EDM.Integer);
  if (isObject(value)) {
    const name = own(value, TYPE_MEMBER);
    return typeof name === 'string'
      ? { isCollection: false, of: [{ kind: 'named', name: name.replace(/^#/, '') }] }
      : undefined;
  }
  if (typeof value !== 'string') return undefined;
  if (isList(value)) return { isCollection: false, of: [{ kind: 'enumeration' }] };
  return readType([{ kind: 'text', text: value }], TYPE_WORDS);
}

function primitive(primitive: Primitive): TypeRef {
  return { isCollection: false, of: [{ kind: 'primitive', primitive }] };
}

/** `low | medium | high` */
function isList(text: string): boolean {
  return /^\w+(?:\s*\|\s*\w+)+$/.test(text);
}

function notesOf({ value }: JsonNode): FieldRow['notes'] {
  const notes = readNotes([]);
  return typeof value === 'string' && isList(value)
    ? { ...notes, members: value.split('|').map((word) => word.trim()) }
    : notes;
}
