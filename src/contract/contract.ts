import type { Document } from '../document/index.js';
import { InputError, type JsonValue, type Located, type Pointer } from '../model/index.js';
import {
  createSchemas,
  type Defect,
  type Direction,
  type Engines,
  oversizedSchemas,
  type Schemas,
  unusableKeywords,
} from '../schema/index.js';
import { additionalOperationWarnings } from './additional-operations.js';
import { type CompiledOperation, type Content, compileContent, compileOperation } from './compiled.js';
import { leftOutWarnings } from './left-out.js';
import { exampleWarnings, headerWarnings, type LoadWarning, schemaWarnings, sizeWarnings } from './load-warnings.js';
import { follow, type Operation, operationsOf } from './operation.js';
import { extensionWarnings } from './own-extensions.js';
import type { Fields } from './parameters/fields.js';
import { createMatcher, type Matcher } from './route/match.js';
import type { PathValues } from './route/router.js';
import { sharedPlaceholders } from './shared-placeholders.js';
import { unsupportedWarnings } from './unsupported.js';

/**
 * A document made executable. It answers for the service, judges the service and sits in front of it.
 * Immutable to its users; inside, operations and validators are compiled when first asked for, and kept.
 */
export interface Contract {
  readonly document: Document;
  /** In the order of the document. */
  readonly operations: readonly Operation[];
  readonly matcher: Matcher;
  readonly schemas: Schemas;
  /** The operation with all that judging and answering need. The same object each time. */
  compile(operation: Operation): CompiledOperation;
  /** The keywords of schemas that cannot be used, with why: each is left out, and what it would say stays undecided. */
  unusableKeywords(): readonly Defect[];
  /** The faults with which the document is still used: for a message at the start, and for `docproof lint`. */
  loadWarnings(): readonly LoadWarning[];
  /** The node at `pointer` after its `$ref`s were followed; undefined where they lead nowhere. */
  resolve(node: JsonValue | undefined, pointer: Pointer): Located | undefined;
}

/**
 * Makes a document executable.
 * @param options `mayBeEmpty`: whether it may describe no operation; only its parts are of interest then. `engines`:
 * what makes validators
 * @throws InputError `no-operations` where the document describes none
 */
export function createContract(
  document: Document,
  { mayBeEmpty = false, engines }: { readonly mayBeEmpty?: boolean; readonly engines?: Engines | undefined } = {},
): Contract {
  const operations = operationsOf(document.root);
  if (operations.length === 0 && !mayBeEmpty) {
    throw new InputError('no-operations', 'the document describes no operation', {
      place: { source: document.source, pointer: '/paths' },
      cure: 'Add a path with a method under "paths".',
    });
  }
  const schemas = createSchemas(document.root, document.dialect, engines);
  const compiled = new Map<Operation, CompiledOperation>();
  let warnings: readonly LoadWarning[] | undefined;
  let defects: readonly Defect[] | undefined;
  const unusable = (): readonly Defect[] => {
    defects ??= unusableKeywords(document.root, document.dialect);
    return defects;
  };
  const described = {
    root: document.root,
    binaries: document.binaries,
    shared: sharedPlaceholders(operations, (operation) => compile(operation)),
  };
  const compile = (operation: Operation): CompiledOperation => {
    const known = compiled.get(operation) ?? compileOperation(operation, described, schemas);
    compiled.set(operation, known);
    return known;
  };
  return {
    document,
    operations,
    matcher: createMatcher(document.root, operations, (operation, pathValues) =>
      pathFits(schemas, compile(operation), pathValues),
    ),
    schemas,
    unusableKeywords: unusable,
    loadWarnings() {
      warnings ??= [
        ...schemaWarnings(unusable()),
        ...sizeWarnings(oversizedSchemas(document.root, document.dialect)),
        ...headerWarnings(document.root, operations),
        ...exampleWarnings(document),
        ...leftOutWarnings(document.root, operations),
        ...additionalOperationWarnings(document.root, operations),
        ...unsupportedWarnings(document.root, operations),
        ...extensionWarnings(document.root, operations),
      ];
      return warnings;
    },
    resolve: (node, pointer) => follow(document.root, node, pointer),
    compile,
  };
}

/** The `content` of a part that no operation holds, such as a callback's request body. */
export function contentOf({ document, schemas }: Contract, holder: Located, direction: Direction): Content {
  return compileContent(holder, direction, document, schemas);
}

/** Whether the values of path parameters satisfy their schemas, as far as those can be used. */
function pathFits(schemas: Schemas, { parameters }: CompiledOperation, pathValues: PathValues): boolean {
  const sources = { pathValues, query: NO_FIELDS, headers: {} };
  return parameters.every((parameter) => {
    if (parameter.place !== 'path') return true;
    const { value } = parameter.read(sources);
    if (value === undefined) return false;
    return parameter.schema === undefined || schemas.isValid(parameter.schema, 'request', value) !== false;
  });
}

const NO_FIELDS: Fields = new Map();
