import type { Contract } from '../../contract/index.js';
import { child, isObject, type JsonObject, type JsonValue, type Located, own } from '../../model/index.js';
import { conjunctionOf } from './conjunction.js';
import { around } from './places.js';
import type { DocumentRule } from './rule.js';
import { createNearest } from './spelling.js';

export const discriminatorMapping: DocumentRule = {
  id: 'discriminator-mapping',
  severity: 'error',
  finds: 'A value in the mapping of a discriminator that names no schema: values of that name cannot be judged by it.',
  example: '`mapping: { box: Bxo }`, and only `Box` is in components.schemas.',
  *check(_, places) {
    const components = own(places.root, 'components');
    const schemas = isObject(components) ? own(components, 'schemas') : undefined;
    const names = new Set(isObject(schemas) ? Object.keys(schemas) : []);
    const nearest = createNearest();
    const cureFor = (name: JsonValue | undefined): string => {
      const meant = typeof name === 'string' ? nearest(name, names) : undefined;
      return meant === undefined ? "Write a schema's name or reference." : `Write ${meant}.`;
    };
    for (const { node, pointer } of places.of('Discriminator')) {
      const { defaultMapping } = node;
      if (places.minor >= 2 && typeof defaultMapping === 'string' && !isKnown(defaultMapping, names))
        yield {
          pointer: child(pointer, 'defaultMapping'),
          message: `the default is ${JSON.stringify(defaultMapping)}, and there is no such schema`,
          suggestion: cureFor(defaultMapping),
        };
      const mapping = own(node, 'mapping');
      if (!isObject(mapping)) continue;
      for (const [value, name] of Object.entries(mapping)) {
        // The rule for references reports those.
        if (typeof name === 'string' && isKnown(name, names)) continue;
        yield {
          pointer: child(child(pointer, 'mapping'), value),
          message: `${value} is mapped to ${JSON.stringify(name)}, and there is no such schema`,
          suggestion: cureFor(name),
        };
      }
    }
  },
};

function isKnown(name: string, names: ReadonlySet<string>): boolean {
  return names.has(name) || /[/#]|\.(?:ya?ml|json)$/.test(name);
}

export const discriminatorMember: DocumentRule = {
  id: 'discriminator-member',
  severity: 'warning',
  finds: 'A form that does not describe, or does not require, the member by which a discriminator tells forms apart.',
  example: '`discriminator: { propertyName: kind }`, and a schema of its `oneOf` without `kind`.',
  *check(contract, places) {
    const factsOf = createFacts(contract, STEPS + STEPS_EACH * places.of('Schema').length);
    const unknown: Located[] = [];
    for (const place of places.of('Discriminator')) {
      const holder = around(place, 'Schema');
      const { propertyName, defaultMapping } = place.node;
      // Where a default is named, a form need not have the member (OpenAPI 3.2 §4.25).
      const hasDefault = places.minor >= 2 && typeof defaultMapping === 'string';
      if (!holder || typeof propertyName !== 'string' || hasDefault) continue;
      const outside = factsOf(holder, propertyName);
      const forms = formsOf(contract, holder);
      if (forms.length === 0 && outside?.isDescribed && !outside.isRequired)
        yield optional(holder, propertyName, place.pointer);
      for (const form of forms) {
        const facts = outside && factsOf(form, propertyName);
        if (!facts) unknown.push(form);
        if (!facts || facts.isChoice) continue;
        const name = form.pointer.slice(form.pointer.lastIndexOf('/') + 1);
        if (!outside.isDescribed && !facts.isDescribed)
          yield {
            pointer: form.pointer,
            message: `${name} does not describe ${propertyName}, by which its forms are told apart`,
            suggestion: `Describe ${propertyName} there, with the values that it has, and require it.`,
            against: child(place.pointer, 'propertyName'),
          };
        else if (!outside.isRequired && !facts.isRequired) yield optional(form, propertyName, place.pointer);
      }
    }
    const [first] = unknown;
    if (first)
      yield {
        pointer: first.pointer,
        message: `${unknown.length} forms, of which this is the first, are not searched for the member that tells them apart: they are built on too many schemas`,
        suggestion: 'Let fewer schemas be built on each other.',
      };
  },
};

/** So many schemas are looked at behind forms, and so many more for each of a document. */
const STEPS = 100_000;
const STEPS_EACH = 10;

/** What all schemas that a value must satisfy together say of a member. */
interface Facts {
  readonly isDescribed: boolean;
  readonly isRequired: boolean;
  /** Whether the value has a choice, so that its forms have to say it. */
  readonly isChoice: boolean;
}

/**
 * Tells them for each schema and member once, since many lists may name the same forms, and forms share their base.
 * Undefined where the steps are used up.
 */
function createFacts(contract: Contract, steps: number): (schema: Located, name: string) => Facts | undefined {
  const known = new Map<JsonObject, Map<string, Facts>>();
  let left = steps;
  return (schema, name) => {
    const ofSchema = known.get(schema.node) ?? new Map<string, Facts>();
    const before = ofSchema.get(name);
    if (before) return before;
    if (left <= 0) return undefined;
    const all = conjunctionOf(contract, schema);
    left -= all.length;
    const facts = {
      isDescribed: all.some(({ node }) => isObject(node.properties) && Object.hasOwn(node.properties, name)),
      isRequired: all.some(({ node }) => Array.isArray(node.required) && node.required.includes(name)),
      isChoice: all.some(({ node }) => Array.isArray(node.oneOf) || Array.isArray(node.anyOf)),
    };
    known.set(schema.node, ofSchema.set(name, facts));
    return facts;
  };
}

function optional(form: Located, name: string, discriminator: string) {
  return {
    pointer: form.pointer,
    message: `${form.pointer.slice(form.pointer.lastIndexOf('/') + 1)} does not require ${name}, by which forms are told apart`,
    suggestion: `Add ${name} to its required.`,
    against: child(discriminator, 'propertyName'),
  };
}

function formsOf(contract: Contract, { node, pointer }: Located): Located[] {
  const found: Located[] = [];
  for (const key of ['oneOf', 'anyOf']) {
    const list = own(node, key);
    if (!Array.isArray(list)) continue;
    for (const [index, item] of list.entries()) {
      const form = contract.resolve(item, child(child(pointer, key), index));
      if (form && form.node.type !== 'null') found.push(form);
    }
  }
  return found;
}
