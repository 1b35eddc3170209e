/** The modules of src/, each with what it declares and what it imports: enough to find where a text comes from. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

const SRC = fileURLToPath(new URL('../../../src/', import.meta.url));

/**
 * @typedef {{ file: string, program: any, constants: Map<string, any>, functions: Map<string, any>,
 *   imports: Map<string, { file: string, name: string }>, reexports: Map<string, { file: string, name: string }>,
 *   stars: string[] }} Module
 */

/** @returns {Map<string, Module>} by file below src/ */
export function readModules() {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.ts$/.test(file) && !file.startsWith('inspector/') && !file.includes('.generated.'));
  return new Map(
    files
      .sort()
      .map((file) => [
        file,
        moduleOf(file, parseSync(file, readFileSync(join(SRC, file), 'utf8'), { lang: 'ts' }).program),
      ]),
  );
}

/** @returns {Module} */
function moduleOf(file, program) {
  const module = {
    file,
    program,
    constants: new Map(),
    functions: new Map(),
    imports: new Map(),
    reexports: new Map(),
    stars: [],
  };
  for (const statement of program.body) {
    declare(
      module,
      statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement,
    );
    const from = statement.source?.value;
    if (typeof from !== 'string' || !from.startsWith('.')) continue;
    const target = posix.join(posix.dirname(file), from).replace(/\.js$/, '.ts');
    if (statement.type === 'ExportAllDeclaration') module.stars.push(target);
    for (const each of statement.specifiers ?? []) {
      if (statement.type === 'ImportDeclaration' && each.type === 'ImportSpecifier')
        module.imports.set(each.local.name, { file: target, name: each.imported.name });
      if (statement.type === 'ExportNamedDeclaration')
        module.reexports.set(each.exported.name, { file: target, name: each.local.name });
    }
  }
  return module;
}

function declare({ constants, functions }, declaration) {
  if (declaration.type === 'FunctionDeclaration') functions.set(declaration.id.name, declaration);
  if (declaration.type !== 'VariableDeclaration') return;
  for (const { id, init } of declaration.declarations) {
    if (id.type !== 'Identifier' || !init) continue;
    if (init.type === 'ArrowFunctionExpression') functions.set(id.name, init);
    else constants.set(id.name, init);
  }
}

/**
 * Where a name of a module is declared: here, or in a module from which it is imported.
 * @param {Map<string, Module>} modules @param {string} file @param {string} name
 * @returns {{ module: Module, name: string } | undefined}
 */
export function declarationOf(modules, file, name, depth = 0) {
  const module = modules.get(file);
  if (!module || depth > 6) return undefined;
  if (module.constants.has(name) || module.functions.has(name)) return { module, name };
  const from = module.imports.get(name) ?? module.reexports.get(name);
  if (from) return declarationOf(modules, from.file, from.name, depth + 1);
  for (const star of module.stars) {
    const found = declarationOf(modules, star, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** Calls `visit` for each node below, with the functions around it, the innermost last. */
export function walk(node, visit, around = []) {
  if (!node || typeof node.type !== 'string') return;
  visit(node, around);
  const isFunction = /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
  const inner = isFunction ? [...around, node] : around;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'type' || key === 'typeAnnotation' || key === 'returnType') continue;
    if (Array.isArray(value)) for (const each of value) walk(each, visit, inner);
    else if (value && typeof value === 'object') walk(value, visit, inner);
  }
}
