import { type Contract, createContract as contractOf } from '../contract/contract.js';
import { bundledDocument } from '../document/bundled.js';
import { InputError, isObject, type JsonValue, readJson } from '../model/index.js';
import { loadRe2 } from '../schema/regexp/re2.js';
import { loadEngine } from '../schema/validate/engine.js';

/** What is known of a document beside its content. */
export interface ContractOptions {
  /** How messages call it. @default 'document' */
  readonly source?: string;
  /** Binary files that examples name by `externalValue`, by that value. @default none: these examples are left out */
  readonly binaries?: Readonly<Record<string, Uint8Array>>;
}

/**
 * Makes a bundled OpenAPI document executable.
 * @param document what `docproof bundle -o openapi.json` writes: the value, or its text, of which numbers keep all
 * digits
 * @throws InputError `not-openapi`, `unsupported-version`, `unresolvable-ref`, `no-operations`, and
 * `no-code-generation` where code may not be made at run time
 */
export async function createContract(
  document: JsonValue | object,
  { source = 'document', binaries = {} }: ContractOptions = {},
): Promise<Contract> {
  assertCodeGeneration();
  const root = jsonIn(document, source);
  const made = bundledDocument(root, source, new Map(Object.entries(binaries)));
  await Promise.all([loadEngine(), hasPatterns(root) ? loadRe2() : undefined]);
  return contractOf(made);
}

/** Validators are functions that are made from schemas. A policy such as a page's CSP may forbid that. */
function assertCodeGeneration(): void {
  try {
    new Function('');
  } catch (cause) {
    throw new InputError(
      'no-code-generation',
      'this page or worker forbids code from texts, which validators are: a module of "docproof bundle --module" has none yet',
      { cure: "Allow 'unsafe-eval' in its Content-Security-Policy.", cause },
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
