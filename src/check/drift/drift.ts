import {
  type CompiledOperation,
  type Contract,
  type ExchangePolicy,
  judgeExchange,
  type MediaContent,
  type Observer,
} from '../../contract/index.js';
import { at, type Exchange, isObject, type Pointer, tokensOf, type Violation } from '../../model/index.js';
import { plainRedactor, type Redactor, recordOf, redactUrl } from '../../redact/index.js';
import { type Shape, writerOf } from '../../schema/index.js';
import type { Baseline } from '../baseline.js';
import type { Change, ChangeSource, Sighting } from './change.js';
import { discriminatorsOf } from './discriminators.js';
import { documentedSchemas } from './documented.js';
import type { Memory } from './inference.js';
import { newOptional, newProperties } from './member-changes.js';
import {
  newContent,
  newHeaders,
  newMethods,
  newParameters,
  newStatuses,
  newVoluntary,
  operationAbove,
} from './message-changes.js';
import { newPaths } from './paths.js';
import { type Proposal, withoutVain } from './proposal.js';
import { isLikelyRemoved } from './removed.js';
import { sightOf } from './seen.js';
import { isBound, newBound, newBranch, newMembers, newNullable, newTypes, newWithoutRule } from './value-changes.js';

/** Parts of values that are remembered, and changes that are followed: a hostile capture has no end. */
const MAX_PARTS = 500_000;
const MAX_CHANGES = 20_000;

/** Gathers, exchange by exchange, what a document would have to say in order to be right. */
export interface Drift {
  add(exchange: Exchange): void;
  /** How many violations of each keyword were seen. */
  readonly violations: ReadonlyMap<string, number>;
  /** The changes, in the order in which they were first seen. The document itself is left alone. */
  proposals(): Proposal[];
}

/** How drift is looked for. */
export interface DriftOptions {
  readonly policy: ExchangePolicy;
  /** Faults that may stay are the service's, and no reason to change the document. */
  readonly baseline?: Baseline | undefined;
  /** Tells what is never written down. @default what is secret everywhere */
  readonly redactor?: Redactor;
}

/** The facts of an exchange, besides its violations, that changes depend on. */
interface Context {
  readonly contract: Contract;
  readonly policy: ExchangePolicy;
  readonly exchange: Exchange;
  readonly redactor: Redactor;
  /** Whether the schema tells a branch from others: further values of it would belong to no branch. */
  readonly isDiscriminator: (pointer: Pointer) => boolean;
  /** Where an operation matches. */
  compiled?: CompiledOperation;
  readonly bodies: { request?: MediaContent; response?: MediaContent };
}

/** Nothing seen yet. */
export function newDrift(contract: Contract, { policy, baseline, redactor = plainRedactor }: DriftOptions): Drift {
  const memory: Memory = { left: MAX_PARTS, redactor, documented: documentedSchemas(contract) };
  let discriminators: ReadonlySet<Pointer> | undefined;
  const isDiscriminator = (pointer: Pointer): boolean => {
    discriminators ??= discriminatorsOf(contract);
    return discriminators.has(pointer);
  };
  const changes = new Map<string, Change>();
  const paths = newPaths(contract, memory);
  const { root, dialect } = contract.document;
  const writer = writerOf(dialect);
  const violations = new Map<string, number>();
  let context: Context | undefined;
  const observer: Observer = {
    parameter: () => undefined,
    status: () => undefined,
    item: () => undefined,
    requestBody(media) {
      if (context) context.bodies.request = media;
    },
    responseBody(media) {
      if (context) context.bodies.response = media;
    },
  };
  const observe = (compiled: CompiledOperation): Observer => {
    if (context) context.compiled = compiled;
    return observer;
  };
  const follow = ({ key, begin }: ChangeSource, sighting: Sighting): void => {
    let change = changes.get(key);
    if (!change) {
      if (changes.size >= MAX_CHANGES) return;
      change = begin(memory);
      changes.set(key, change);
    }
    change.see(sighting);
  };
  return {
    violations,
    add(exchange) {
      const here: Context = { contract, policy, exchange, redactor, isDiscriminator, bodies: {} };
      context = here;
      const judged = judgeExchange(contract, exchange, policy, observe);
      if (judged.outOfScope) return;
      const { status } = exchange.response;
      const sight = sightOf(exchange, judged.isUnmatched ? redactUrl(redactor, judged.operation) : judged.operation);
      for (const violation of judged.violations) {
        if (baseline && isAccepted(baseline, violation, exchange, judged.operation)) continue;
        violations.set(violation.keyword, (violations.get(violation.keyword) ?? 0) + 1);
        const sighting = { violation, exchange, sight };
        if (violation.keyword === 'undocumented-path') paths.add(String(violation.params.path), exchange, sight);
        // What a service refuses is not part of its contract.
        else if (violation.in === 'response' || violation.part === 'operation' || status < 400 || status >= 500) {
          const source = sourceOf(violation, here);
          if (source) follow(source, sighting);
        }
      }
    },
    proposals: () =>
      withoutVain([
        ...[...changes.values()].flatMap((change) => change.propose({ root, writer })),
        ...paths.proposals(writer),
      ]),
  };
}

function isAccepted(
  baseline: Baseline,
  violation: Violation,
  { source, index, response }: Exchange,
  operation: string,
): boolean {
  const { status } = response;
  return baseline.accept(recordOf(violation, { source, exchange: index, operation, status })).accepted !== undefined;
}

/**
 * The change that would settle a violation; undefined where none should: the exchange is at fault, not the document.
 */
function sourceOf(violation: Violation, context: Context): ChangeSource | undefined {
  const pointer = violation.schema.slice(1);
  const side = violation.in;
  if (isLikelyRemoved(violation, context.exchange, context.contract.document.root, context.redactor)) return undefined;
  switch (violation.keyword) {
    case 'undocumented-status':
      return { key: `status ${pointer}`, begin: (memory) => newStatuses(operationAbove(pointer), memory) };
    case 'undocumented-media-type': {
      // Of a part of a multipart body: `encoding` says what it may be.
      if (violation.location !== 'content-type') return undefined;
      const holder = pointer.replace(/\/content$/, '');
      return { key: `content ${holder}`, begin: (memory) => newContent(holder, side, memory) };
    }
    case 'unexpected-body': {
      // HTTP itself allows none with this status.
      if (violation.params.status !== undefined) return undefined;
      const isOperation = context.compiled?.operation.pointer === pointer;
      return {
        key: `content ${pointer}`,
        begin: (memory) => newContent(pointer, isOperation ? 'operation' : side, memory),
      };
    }
    case 'undocumented-parameter':
      // Beside a parameter that is the whole query string there is no other one.
      if (context.compiled?.operation.parameters.some(({ node }) => node.in === 'querystring')) return undefined;
      return { key: `parameters ${pointer}`, begin: (memory) => newParameters(pointer, memory) };
    case 'undocumented-header':
      return { key: `headers ${pointer}`, begin: () => newHeaders(pointer, side) };
    case 'undocumented-method':
      return methodSource(violation, context);
    case 'missing-parameter':
      // Sent, but in another style than the documented one: which, nobody can tell.
      return violation.params.style === true
        ? undefined
        : { key: `voluntary ${pointer}`, begin: () => newVoluntary(pointer) };
    case 'missing-body':
      return side === 'request' ? { key: `voluntary ${pointer}`, begin: () => newVoluntary(pointer) } : undefined;
    case 'undocumented-property':
      return propertiesSource(context.contract, pointer);
    case 'undocumented-enum-member':
      return schemaSource(pointer, 'enum', violation, context);
    default:
      return schemaSource(pointer, violation.keyword, violation, context);
  }
}

function methodSource({ params }: Violation, { contract, policy, exchange }: Context): ChangeSource | undefined {
  const allowed = Array.isArray(params.allowed) ? params.allowed[0] : undefined;
  if (typeof allowed !== 'string') return undefined;
  const { operation } = contract.matcher.matchUrl(allowed, exchange.request.url, policy.baseUrls);
  if (!operation) return undefined;
  const { item, pathTemplate } = operation;
  return { key: `methods ${pathTemplate}`, begin: (memory) => newMethods(item, pathTemplate, memory) };
}

function propertiesSource(contract: Contract, pointer: Pointer): ChangeSource | undefined {
  const holder = contract.resolve(at(contract.document.root, pointer), pointer)?.pointer;
  return holder === undefined
    ? undefined
    : { key: `properties ${holder}`, begin: (memory) => newProperties(holder, memory) };
}

/** Keywords that do not come from a schema, or that no other schema would settle. */
const NOT_OF_SCHEMAS = new Set([
  'placeholder',
  'readOnly',
  'writeOnly',
  'unparseable-body',
  'unparseable-item',
  'broken-framing',
  'contentMediaType',
  'missing-credentials',
  'deprecated',
  'tolerated-null',
  'false schema',
  'schema',
]);

/** @param pointer of the rule: the schema's, and the keyword */
function schemaSource(
  pointer: Pointer,
  keyword: string,
  violation: Violation,
  context: Context,
): ChangeSource | undefined {
  const { root } = context.contract.document;
  const end = pointer.lastIndexOf('/');
  const holder = pointer.slice(0, Math.max(0, end));
  if (NOT_OF_SCHEMAS.has(keyword) || pointer.slice(end + 1) !== keyword || holder.endsWith('/discriminator'))
    return undefined;
  const key = `${keyword} ${holder}`;
  if (isBound(keyword)) return { key, begin: (memory) => newBound(holder, keyword, memory) };
  switch (keyword) {
    case 'enum':
    case 'const':
      if (context.isDiscriminator(holder)) return undefined;
      return { key, begin: (memory) => newMembers(holder, keyword, memory) };
    case 'type': {
      const place = violation.value === null ? referringPlace(violation, context) : undefined;
      return place !== undefined && place !== holder
        ? { key: `nullable ${place}`, begin: () => newNullable(place) }
        : { key, begin: (memory) => newTypes(holder, memory) };
    }
    case 'required':
      return { key, begin: () => newOptional(holder) };
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return at(root, pointer) === false
        ? { key: `properties ${holder}`, begin: (memory) => newProperties(holder, memory) }
        : undefined;
    case 'anyOf':
    case 'oneOf':
      return { key, begin: (memory) => newBranch(holder, keyword, memory) };
    default:
      return { key, begin: () => newWithoutRule(holder, keyword) };
  }
}

/** The schema at the place of a body's value, where it only refers to a component. */
function referringPlace(violation: Violation, { contract, bodies }: Context): Pointer | undefined {
  const media = violation.part === 'body' ? bodies[violation.in] : undefined;
  const schema = (violation.item === undefined ? media : media?.item)?.schema;
  let shape: Shape | undefined = schema === undefined ? undefined : contract.schemas.shapes.of(schema);
  if (!shape) return undefined;
  for (const token of tokensOf(violation.location)) {
    shape = shape?.property(token) ?? (/^\d+$/.test(token) ? shape?.item(Number(token)) : undefined);
  }
  const [declared, ...others] = shape?.declared ?? [];
  if (!declared || others.length > 0) return undefined;
  const { node, pointer } = declared;
  return isObject(node) && typeof node.$ref === 'string' ? pointer : undefined;
}
