/**
 * ES modules with their chunks, as esbuild splits them, in few CommonJS files: each chunk is a function of such a file,
 * which runs when it is first asked for. So V8 reads the functions of those chunks only that a start needs, and what
 * runs often is called without a detour: what a chunk imports are constants.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Script } from 'node:vm';
import { transform } from 'esbuild';
import { writeDigest } from './digest.mjs';

/** @typedef {import('esbuild').Metafile['outputs']} Outputs */

/**
 * Writes the chunks of a build into two files: what commands need to start is in the first one, which has the exports
 * of `entries`; all else is in the other one, which the first loads with the first chunk of it.
 * @param {import('esbuild').BuildResult} built with `write: false` and names that are not shortened
 * @param {{ file: string, later: string, entries: Record<string, string>, first: readonly string[],
 *   hasNames: boolean }} how `entries`: sources by the name of the function that gives their exports; `first`: sources
 * that are in the first file, with all that they import statically
 * @returns {Promise<Record<string, string[]>>} the sources by the chunk that has them
 */
export async function writeChunked({ outputFiles = [], metafile }, { file, later, entries, first, hasNames }) {
  const outputs = byName(metafile?.outputs ?? {});
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const chunkOf = (source) => [...outputs].find(([, { entryPoint }]) => entryPoint === source)?.[0] ?? missing(source);
  const soon = staticallyFrom(first.map(chunkOf), outputs);
  const inFile = (isSoon) =>
    [...outputs.keys()]
      .filter((name) => soon.has(name) === isSoon)
      .map((name) => `${JSON.stringify(name)}($chunk, $import){"use strict";${functionOf(name, texts, outputs)}\n}`)
      .join(',\n');
  const exported = Object.entries(entries).map(
    ([name, source]) =>
      `exports.${name} = () => Object.defineProperty($chunk(${JSON.stringify(chunkOf(source))}), '__esModule', { value: true });`,
  );
  await write(file, `${LOADER(basename(later), inFile(true))}\n${exported.join('\n')}`, hasNames);
  await write(later, `${MODULE_URL(basename(file))}module.exports = {${inFile(false)}};`, hasNames);
  return Object.fromEntries(
    [...outputs].map(([name, { inputs }]) => [
      name,
      Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0),
    ]),
  );
}

/** Both files have the URL of the first one: all finds its files from there. */
const MODULE_URL = (name) =>
  `const moduleUrl = require('node:url').pathToFileURL(require('node:path').join(__dirname, '${name}')).href;\n`;

/** A chunk that is loaded gives its exports. What others export is given as Node gives it to an `import`. */
const LOADER = (later, chunks) => `const moduleUrl = require('node:url').pathToFileURL(__filename).href;
const loaded = Object.create(null);
const chunks = {${chunks}};
let rest;
function $chunk(name) {
  let made = loaded[name];
  if (made === undefined) {
    let chunk = chunks[name];
    if (chunk === undefined) chunk = (rest ??= require('./${later}'))[name];
    made = loaded[name] = chunk($chunk, $import);
  }
  return made;
}
function $import(module) {
  if (module?.[Symbol.toStringTag] === 'Module') return module;
  return { __proto__: null, ...module, default: module };
}`;

/** @param {Outputs} outputs @returns {Map<string, Outputs[string]>} */
function byName(outputs) {
  return new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
}

function missing(source) {
  throw new Error(`no chunk has ${source}`);
}

function staticallyFrom(names, outputs) {
  const found = new Set();
  const left = [...names];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    for (const { path, kind, external } of outputs.get(name).imports)
      if (kind === 'import-statement' && !external) left.push(basename(path));
  }
  return found;
}

const IMPORT = /^import\s*(?:([\w$*{][^"']*?)\s*from\s*)?"([^"\n]+)";\n/gm;
const END = /\n(?:export \{([^}]*)\};|export default ([^\n]+);)\s*$/;

/** The body of the function that a chunk becomes. */
function functionOf(name, texts, outputs) {
  let text = `\n${texts.get(name) ?? missing(name)}`;
  if (/\$(?:chunk|import)\b/.test(text)) throw new Error(`${name} has a name of ours`);
  const { imports: wanted } = outputs.get(name);
  const left = wanted.filter(({ kind }) => kind === 'import-statement').map(({ path }) => basename(path));
  let imports = '';
  text = text.replace(IMPORT, (statement, bindings, path) => {
    const index = left.indexOf(basename(path));
    // A text of several lines may say the same as a statement.
    if (index < 0) throw new Error(`${name} has one more ${statement}`);
    left.splice(index, 1);
    imports += importOf(bindings, path);
    return '';
  });
  if (left.length > 0) throw new Error(`${name} does not import ${left.join(', ')}`);
  const members = [];
  for (let found = END.exec(text); found; found = END.exec(text)) {
    text = text.slice(0, found.index);
    if (found[2] !== undefined) members.push(`default: ${found[2]}`);
    else members.push(...exportsOf(found[1], text, imports));
  }
  for (const { path, kind, external } of wanted) {
    if (kind !== 'dynamic-import') continue;
    const asked = external ? path : `./${basename(path)}`;
    const given = external ? `$import(require(${JSON.stringify(path)}))` : `$chunk(${JSON.stringify(basename(path))})`;
    // What is asked for so is given at once: only chunks can do that.
    text = text.replaceAll(`$now(import(${JSON.stringify(asked)}))`, given);
    text = text.replaceAll(`import(${JSON.stringify(asked)})`, `Promise.resolve().then(() => ${given})`);
  }
  const body = `${imports}${text}\nreturn {${members.join(', ')}};`;
  // What is left of ES modules is an error here, and not when somebody loads it.
  new Script(`(function($chunk, $import){"use strict";${body}\n})`);
  return body;
}

function importOf(bindings, path) {
  const isChunk = path.startsWith('./');
  const given = isChunk ? `$chunk(${JSON.stringify(basename(path))})` : `require(${JSON.stringify(path)})`;
  if (bindings === undefined) return `${given};\n`;
  const [, whole] = /^\*\s*as\s+([\w$]+)$/.exec(bindings) ?? [];
  if (whole !== undefined) return `const ${whole} = ${given};\n`;
  const [, first, named] = /^([\w$]+)?\s*,?\s*(\{[\s\S]*\})?$/.exec(bindings) ?? missing(bindings);
  const default_ =
    first === undefined ? '' : `const ${first} = ${isChunk ? `${given}.default` : `$import(${given}).default`};\n`;
  return `${default_}${named === undefined ? '' : `const ${named.replace(/([\w$]+) as ([\w$]+)/g, '$1: $2')} = ${given};\n`}`;
}

/** Exports that look as if they were assigned again, and are not: other variables have their names. */
const CONSTANT = new Set(['Command', 'Help', 'bundle']);

/** The members by which a chunk gives its exports. They are taken once, so none may be assigned later. */
function exportsOf(list, text, imports) {
  return list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      const [local, exported = local] = each.split(' as ');
      if (!isConstant(local, text, imports))
        throw new Error(`${local} may be assigned after it was exported: export a function that gives it`);
      return `${exported}: ${local}`;
    });
}

function isConstant(name, text, imports) {
  const escaped = name.replaceAll('$', '\\$');
  const has = (pattern, where) => where.match(new RegExp(pattern, 'gm'))?.length ?? 0;
  const assigned = has(`(?<![\\w$.])${escaped}\\s*(?:=(?![=>])|[-+*/%|&?]{1,2}=|\\+\\+|--)`, text);
  const isDeclared = has(`^(?:async )?(?:function\\*?|class) ${escaped}(?![\\w$])`, text) > 0;
  const isImported = has(`(?<![\\w$.])${escaped}(?![\\w$])`, imports) > 0;
  return CONSTANT.has(name) || assigned === (isDeclared || isImported ? 0 : 1);
}

async function write(file, text, hasNames) {
  const { code } = await transform(text, {
    minifyWhitespace: true,
    minifyIdentifiers: !hasNames,
    lineLimit: 500,
    legalComments: 'none',
    target: 'node20',
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, code);
  writeDigest(file);
}
