// The JSON schemas of all bodies of a document, compiled by plain ajv: by `POST /users` for a request, `POST /users
// 201` for a response.

import Ajv from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export function compileBodies(document) {
  const Engine = document.openapi.startsWith('3.0') ? Ajv.default : Ajv2020;
  const ajv = new Engine({ strict: false, logger: false, validateSchema: false });
  addFormats.default(ajv);
  // Plain ajv takes `nullable` beside a type only.
  ajv.addSchema(document.openapi.startsWith('3.0') ? typed(document) : document, 'document');
  const validators = new Map();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of ['get', 'put', 'post', 'delete', 'patch']) {
      const operation = item[method];
      if (!operation) continue;
      const key = `${method.toUpperCase()} ${path}`;
      const at = ['paths', path, method];
      add(key, document, operation.requestBody, [...at, 'requestBody']);
      for (const [status, response] of Object.entries(operation.responses)) {
        const documented = status === 'default' ? '400' : status;
        add(`${key} ${documented}`, document, response, [...at, 'responses', status]);
      }
    }
  }
  return validators;

  function add(key, root, node, place) {
    const [holder, where] = follow(root, node, place);
    const type = Object.keys(holder?.content ?? {}).find((name) => name.includes('json'));
    if (type === undefined || holder.content[type].schema === undefined) return;
    const pointer = [...where, 'content', type, 'schema'].map(toFragment).join('/');
    try {
      const validate = ajv.compile({ $ref: `document#/${pointer}` });
      validators.set(key, validate);
    } catch (error) {
      if (process.env.DEBUG) console.error(key, error.message);
    }
  }
}

function follow(root, node, place) {
  if (typeof node?.$ref !== 'string') return [node, place];
  const tokens = node.$ref
    .slice(2)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  return follow(
    root,
    tokens.reduce((here, token) => here[token], root),
    tokens,
  );
}

function toFragment(token) {
  return encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function typed(node) {
  if (Array.isArray(node)) return node.map(typed);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, typed(value)]));
  if (copy.nullable === true && copy.type === undefined) {
    const { nullable: _, ...rest } = copy;
    return { anyOf: [rest, { type: 'null' }] };
  }
  return copy;
}
