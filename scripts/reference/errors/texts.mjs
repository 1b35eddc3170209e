/**
 * The texts that an expression of the source can have. What is known only at run time is a name in ‹angle quotes›: the
 * name that it has in the source, in words. An expression of which nothing is known has no text.
 */
import { declarationOf, walk } from './modules.mjs';

/** More texts than this of one expression are cut: a table of them would tell nobody anything. */
const MOST = 64;

/**
 * @param {Map<string, import('./modules.mjs').Module>} modules
 * @returns {(expression: any, file: string, around: readonly any[]) => string[]} all texts, or none
 */
export function textReader(modules) {
  const calls = callsByName(modules);

  function read(node, file, around, depth = 0) {
    if (!node || depth > 8) return [];
    const next = (each) => read(each, file, around, depth + 1);
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' || typeof node.value === 'number' ? [String(node.value)] : [];
      case 'TemplateLiteral':
        return joined(
          node.quasis.flatMap(({ value }, at) => [
            [value.cooked],
            ...(node.expressions[at] ? [partOf(node.expressions[at], next)] : []),
          ]),
        );
      case 'BinaryExpression':
        // A sum of numbers is not text.
        return node.operator === '+' && typeof node.right.value !== 'number'
          ? joined([partOf(node.left, next), partOf(node.right, next)])
          : [];
      case 'ConditionalExpression':
        return [...next(node.consequent), ...next(node.alternate)];
      case 'LogicalExpression':
        return [...next(node.left), ...next(node.right)];
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'ParenthesizedExpression':
        return next(node.expression);
      case 'Identifier':
        return ofName(node.name, file, around, depth);
      case 'CallExpression':
        return ofCall(node, file, depth);
      case 'MemberExpression':
        return ofMember(node, file, depth);
      default:
        return [];
    }
  }

  /** A constant of the function or of the module, or a parameter: then what callers pass. */
  function ofName(name, file, around, depth) {
    for (const each of around.toReversed()) {
      const at = each.params.findIndex((param) => (param.left ?? param).name === name);
      if (at >= 0) return passed(each, at, file, depth);
      const local = localOf(each, name);
      if (local) return read(local, file, around, depth + 1);
    }
    const found = declarationOf(modules, file, name);
    const constant = found?.module.constants.get(found.name);
    return constant ? read(constant, found.module.file, [], depth + 1) : [];
  }

  function passed(declaration, at, file, depth) {
    const name = nameOf(declaration, modules.get(file));
    if (name === undefined) return [];
    const usual = declaration.params[at].right;
    const given = (calls.get(name) ?? [])
      .filter((call) => declarationOf(modules, call.file, name)?.module.file === file)
      .flatMap(({ node, file: from, around }) => read(node.arguments[at] ?? usual, from, around, depth + 1));
    return [...new Set(given)];
  }

  /** What a function of the source returns. */
  function ofCall({ callee }, file, depth) {
    const found = callee.type === 'Identifier' ? declarationOf(modules, file, callee.name) : undefined;
    const declaration = found?.module.functions.get(found.name);
    if (!declaration) return [];
    const around = [declaration];
    if (declaration.body.type !== 'BlockStatement') return read(declaration.body, found.module.file, around, depth + 1);
    const texts = [];
    walk(declaration.body, (node, inner) => {
      if (node.type === 'ReturnStatement' && inner.length === 0)
        texts.push(...read(node.argument, found.module.file, around, depth + 1));
    });
    return texts;
  }

  /** A member of a table: any of its texts. */
  function ofMember({ object, property, computed }, file, depth) {
    const found = object.type === 'Identifier' ? declarationOf(modules, file, object.name) : undefined;
    let table = found?.module.constants.get(found.name);
    while (table && /^TS(?:As|Satisfies)Expression$/.test(table.type)) table = table.expression;
    if (table?.type !== 'ObjectExpression') return [];
    return table.properties
      .filter(({ key }) => computed || key?.name === property.name)
      .flatMap(({ value }) => read(value, found.module.file, [], depth + 1));
  }

  return (node, file, around) => distinct(read(node, file, around));
}

/** Of texts that begin alike the first: they differ in a part that may be absent. */
function distinct(texts) {
  const byStart = new Map();
  for (const text of texts) if (!byStart.has(text.slice(0, 24))) byStart.set(text.slice(0, 24), text);
  return [...byStart.values()];
}

/** A part of a text: what is known of it, or its name. */
function partOf(node, next) {
  const known = next(node);
  return known.some((text) => text !== '') && known.length <= 4 ? known : [`‹${nameInWords(node)}›`];
}

function joined(parts) {
  return parts.reduce(
    (texts, part) => texts.flatMap((text) => part.map((each) => `${text}${each}`)).slice(0, MOST),
    [''],
  );
}

/** `port + 1` → port, `messageOf(cause)` → message, `names.join(', ')` → names. */
function nameInWords(node) {
  switch (node.type) {
    case 'Identifier':
      return words(node.name);
    case 'MemberExpression':
      return node.computed ? nameInWords(node.object) : words(node.property.name);
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'AwaitExpression':
      return nameInWords(node.expression ?? node.argument);
    case 'CallExpression':
      if (node.callee.type === 'Identifier') {
        const [first] = node.arguments;
        const isPlain = /^(?:String|JSON|printable|quoted|shown|count|listed|plain|redact)/.test(node.callee.name);
        return isPlain && first ? nameInWords(first) : words(node.callee.name.replace(/Of$/, ''));
      }
      if (node.callee.object?.name === 'JSON' && node.arguments[0]) return nameInWords(node.arguments[0]);
      return node.callee.object ? nameInWords(node.callee.object) : '…';
    case 'BinaryExpression':
      return nameInWords(node.left);
    case 'LogicalExpression':
      return nameInWords(node.left);
    case 'ConditionalExpression':
      return nameInWords(node.consequent.type === 'Literal' ? node.alternate : node.consequent);
    default:
      return '…';
  }
}

function words(name) {
  return name
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
}

function localOf(declaration, name) {
  let found;
  walk(declaration.body, (node, inner) => {
    if (inner.length === 0 && node.type === 'VariableDeclarator' && node.id.name === name) found ??= node.init;
  });
  return found;
}

function nameOf(declaration, module) {
  return declaration.id?.name ?? [...(module?.functions ?? [])].find(([, each]) => each === declaration)?.[0];
}

function callsByName(modules) {
  const calls = new Map();
  for (const { file, program } of modules.values())
    walk(program, (node, around) => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return;
      const { name } = node.callee;
      if (!calls.has(name)) calls.set(name, []);
      calls.get(name).push({ node, file, around });
    });
  return calls;
}
