import { isContainer, type JsonValue, printable, writeJson } from '../model/index.js';
import { type Redactor, redactContent, redactField, redactValue } from '../redact/index.js';
import type { Fact } from './facts.js';
import type { ShownFact } from './ledger.js';

/** Longer values are cut. */
const LONGEST = 200;

/** So much of a text is searched for secrets before it is cut. */
const SEARCHED = 64 * 1024;

/** A difference without secrets, and short. @param type the media type of the bodies */
export function shownFact(fact: Fact, redactor: Redactor, type: string): ShownFact {
  switch (fact.kind) {
    case 'status':
      return { what: 'status', ours: String(fact.ours), prism: String(fact.prism) };
    case 'type':
      return { what: 'media type', ours: nothingOr(fact.ours), prism: nothingOr(fact.prism) };
    case 'problem':
      return { what: 'problem', ours: nothingOr(fact.ours), prism: nothingOr(fact.prism) };
    case 'header': {
      const value = (text: string | undefined) =>
        text === undefined ? 'none' : cut(printable(redactField(redactor, fact.name, text)));
      return { what: `header ${fact.name}`, ours: value(fact.ours), prism: value(fact.prism) };
    }
    case 'body': {
      const { pointer } = fact;
      const value = (each: JsonValue | undefined) => valueText(each, pointer, redactor, type);
      const what = pointer === '' ? 'body' : `body ${cut(printable(redactContent(redactor, pointer)))}`;
      return { what, ours: value(fact.ours), prism: value(fact.prism) };
    }
    case 'violation': {
      const { in: message, place, code, isError } = fact.violation;
      const text = cut(
        printable(redactContent(redactor, `${message} ${place}: ${code || 'no rule'}`.replace(/ +:/, ':'))),
      );
      const said = `${isError ? 'error' : 'warning'} ${text}`;
      return {
        what: 'violation',
        ours: fact.by === 'ours' ? said : 'none',
        prism: fact.by === 'prism' ? said : 'none',
      };
    }
  }
}

function valueText(value: JsonValue | undefined, pointer: string, redactor: Redactor, type: string): string {
  if (value === undefined) return 'none';
  // A body that is no JSON may be a form, or XML.
  if (pointer === '' && typeof value === 'string')
    return value === '' ? 'none' : cut(printable(redactContent(redactor, value.slice(0, SEARCHED), type)));
  const clean = redactValue(value, pointer, redactor);
  return cut(printable(typeof clean === 'string' && isContainer(value) ? clean : writeJson(clean)));
}

function nothingOr(text: string): string {
  return text === '' ? 'none' : cut(printable(text));
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
