import { type Contract, createContract as contractOf } from '../contract/contract.js';
import { bundledDocument } from '../document/bundled.js';
import { InputError, isObject, type JsonValue, readJson } from '../model/index.js';
import type { Engines } from '../schema/index.js';
import { loadValidators, precompiledEngines } from '../schema/precompiled/validators.js';
import { loadRe2 } from '../schema/regexp/re2.js';
import { loadConverter } from '../schema/validate/convert.js';
import { loadEngine } from '../schema/validate/engine.js';

/** What is known of a document beside its content. */
export interface ContractOptions {
  /** How messages call it. @default 'document' */
  readonly source?: string;
  /** Binary files that examples name by `externalValue`, by that value. @default none: these examples are left out */
  readonly binaries?: Readonly<Record<string, Uint8Array>>;
  /**
   * The document's validators, as a module of `docproof bundle --module` has them. Nothing is compiled then.
   * @default none: they are compiled when they are needed
   */
  readonly validators?: object;
}

/** What a module exports that `docproof bundle --module` wrote: `import * as api from './contract.js'`. */
export interface ContractModule {
  readonly document: string;
  readonly options: ContractOptions;
}

/**
 * Makes a bundled OpenAPI document executable.
 * @param document what `docproof bundle` writes: all exports of a module; or the value of a JSON file, or its text, of
 * which numbers keep all digits
 * @throws InputError `not-openapi`, `unsupported-version`, `unresolvable-ref`, `no-operations`, `bad-option` for
 * validators of another version, and `no-code-generation` where there are no validators and code may not be made at run
 * time
 */
export async function createContract(
  document: ContractModule | JsonValue | object,
  options: ContractOptions = {},
): Promise<Contract> {
  if (isModule(document)) return createContract(document.document, { ...document.options, ...options });
  const { source = 'document', binaries = {}, validators } = options;
  if (!validators) assertCodeGeneration();
  const root = jsonIn(document, source);
  const made = bundledDocument(root, source, new Map(Object.entries(binaries)));
  const [engines] = await Promise.all([
    enginesOf(validators),
    loadConverter(),
    hasPatterns(root) ? loadRe2() : undefined,
  ]);
  return contractOf(made, { engines });
}

/** Undefined for those that compile at run time. */
async function enginesOf(validators: object | undefined): Promise<Engines | undefined> {
  if (!validators) {
    await loadEngine();
    return undefined;
  }
  await loadValidators();
  return precompiledEngines(validators);
}

function isModule(document: unknown): document is ContractModule {
  return (
    typeof document === 'object' &&
    document !== null &&
    'document' in document &&
    typeof document.document === 'string' &&
    'options' in document
  );
}

/** Validators are functions that are made from schemas. A policy such as a page's CSP may forbid that. */
function assertCodeGeneration(): void {
  try {
    new Function('');
  } catch (cause) {
    throw new InputError(
      'no-code-generation',
      'this page or worker forbids code from texts, which validators are: "docproof bundle --module" compiles them before',
      { cure: 'Run "docproof bundle API --module -o contract.js", and pass what that module exports.', cause },
    );
  }
}

function jsonIn(document: unknown, source: string): JsonValue {
  try {
    if (typeof document === 'string') return readJson(document);
  } catch (cause) {
    throw new InputError('not-openapi', 'the text is not JSON', {
      place: { source },
      cure: 'Pass the value or the text of a JSON file, as "docproof bundle -o openapi.json" writes it.',
      cause,
    });
  }
  if (isObject(document)) return document;
  throw new InputError('not-openapi', 'the document is not an object', {
    place: { source },
    cure: 'Pass the value of a JSON file, as "docproof bundle -o openapi.json" writes it.',
  });
}

/** Whether there may be a pattern in it. */
function hasPatterns(node: JsonValue | undefined): boolean {
  if (Array.isArray(node)) return node.some(hasPatterns);
  if (!isObject(node)) return false;
  return typeof node.pattern === 'string' || isObject(node.patternProperties) || Object.values(node).some(hasPatterns);
}
