import type { Contract } from '../../contract/index.js';
import { child, isObject, type JsonValue, type Located, own } from '../../model/index.js';
import { conjunctionOf } from './conjunction.js';
import { around } from './places.js';
import type { DocumentRule } from './rule.js';
import { nearest } from './spelling.js';

export const discriminatorMapping: DocumentRule = {
  id: 'discriminator-mapping',
  severity: 'error',
  finds: 'A value in the mapping of a discriminator that names no schema: values of that name cannot be judged by it.',
  example: '`mapping: { box: Bxo }`, and only `Box` is in components.schemas.',
  *check(_, places) {
    const components = own(places.root, 'components');
    const schemas = isObject(components) ? own(components, 'schemas') : undefined;
    const names = isObject(schemas) ? Object.keys(schemas) : [];
    for (const { node, pointer } of places.of('Discriminator')) {
      const { defaultMapping } = node;
      if (places.minor >= 2 && typeof defaultMapping === 'string' && !isKnown(defaultMapping, names))
        yield {
          pointer: child(pointer, 'defaultMapping'),
          message: `the default is ${JSON.stringify(defaultMapping)}, and there is no such schema`,
          suggestion: cureFor(defaultMapping, names),
        };
      const mapping = own(node, 'mapping');
      if (!isObject(mapping)) continue;
      for (const [value, name] of Object.entries(mapping)) {
        // The rule for references reports those.
        if (typeof name === 'string' && isKnown(name, names)) continue;
        yield {
          pointer: child(child(pointer, 'mapping'), value),
          message: `${value} is mapped to ${JSON.stringify(name)}, and there is no such schema`,
          suggestion: cureFor(name, names),
        };
      }
    }
  },
};

function isKnown(name: string, names: readonly string[]): boolean {
  return names.includes(name) || /[/#]|\.(?:ya?ml|json)$/.test(name);
}

function cureFor(name: JsonValue | undefined, names: readonly string[]): string {
  const meant = typeof name === 'string' ? nearest(name, names) : undefined;
  return meant === undefined ? "Write a schema's name or reference." : `Write ${meant}.`;
}

export const discriminatorMember: DocumentRule = {
  id: 'discriminator-member',
  severity: 'warning',
  finds: 'A form that does not describe, or does not require, the member by which a discriminator tells forms apart.',
  example: '`discriminator: { propertyName: kind }`, and a schema of its `oneOf` without `kind`.',
  *check(contract, places) {
    for (const place of places.of('Discriminator')) {
      const holder = around(place, 'Schema');
      const { propertyName, defaultMapping } = place.node;
      // Where a default is named, a form need not have the member (OpenAPI 3.2 §4.25).
      const hasDefault = places.minor >= 2 && typeof defaultMapping === 'string';
      if (!holder || typeof propertyName !== 'string' || hasDefault) continue;
      const outer = conjunctionOf(contract, holder);
      const isSaidOutside = describes(outer, propertyName);
      const isRequiredOutside = requires(outer, propertyName);
      const forms = formsOf(contract, holder);
      if (forms.length === 0 && isSaidOutside && !isRequiredOutside)
        yield optional(holder, propertyName, place.pointer);
      for (const form of forms) {
        const all = conjunctionOf(contract, form);
        if (all.some(({ node }) => Array.isArray(node.oneOf) || Array.isArray(node.anyOf))) continue;
        const name = form.pointer.slice(form.pointer.lastIndexOf('/') + 1);
        if (!isSaidOutside && !describes(all, propertyName))
          yield {
            pointer: form.pointer,
            message: `${name} does not describe ${propertyName}, by which its forms are told apart`,
            suggestion: `Describe ${propertyName} there, with the values that it has, and require it.`,
            against: child(place.pointer, 'propertyName'),
          };
        else if (!isRequiredOutside && !requires(all, propertyName)) yield optional(form, propertyName, place.pointer);
      }
    }
  },
};

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

function describes(schemas: readonly Located[], name: string): boolean {
  return schemas.some(({ node }) => isObject(node.properties) && Object.hasOwn(node.properties, name));
}

function requires(schemas: readonly Located[], name: string): boolean {
  return schemas.some(({ node }) => Array.isArray(node.required) && node.required.includes(name));
}
