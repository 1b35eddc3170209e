import { type Content, type Contract, type Operation, responseFor } from '../../contract/index.js';
import type { Coverage, OperationCoverage, ParameterCoverage, PropertyCoverage, Ratio } from '../../model/index.js';
import type { Direction } from '../../schema/index.js';
import type { Counts } from './counter.js';
import { propertiesOf } from './declared.js';

/** How the exchanges of one operation ended. */
export interface OperationTally {
  readonly exchanges: number;
  readonly passed: number;
  readonly failed: number;
  readonly inconclusive: number;
  /** Exchanges by status as it was sent. */
  readonly statuses: ReadonlyMap<number, number>;
}

const NOTHING: OperationTally = { exchanges: 0, passed: 0, failed: 0, inconclusive: 0, statuses: new Map() };

/**
 * Coverage of the whole contract. Only of operations that were seen are media types, parameters and properties listed.
 */
export function coverageOf(contract: Contract, tallies: ReadonlyMap<string, OperationTally>, counts: Counts): Coverage {
  const seen = contract.operations.filter(({ id }) => (tallies.get(id)?.exchanges ?? 0) > 0);
  const operations = contract.operations.map((operation) => operationCoverage(contract, operation, tallies, counts));
  const properties = propertyCoverage(contract, seen, counts);
  return summarised(operations, properties);
}

/** The sums over what is covered. */
export function summarised(
  operations: readonly OperationCoverage[],
  properties: readonly PropertyCoverage[],
): Coverage {
  const seen = operations.filter(({ exchanges }) => exchanges > 0);
  const total = operations.length;
  return {
    operationsSeen: seen.length,
    operationsTotal: total,
    percent: total === 0 ? 0 : Math.round((seen.length / total) * 1000) / 10,
    totals: {
      statuses: ratio(seen.flatMap(({ statuses }) => Object.values(statuses))),
      mediaTypes: ratio(seen.flatMap(({ mediaTypes }) => Object.values(mediaTypes))),
      parameters: ratio(seen.flatMap(({ parameters }) => Object.values(parameters).map(({ count }) => count))),
      properties: ratio(properties.map(({ count }) => count)),
      enumMembers: ratio(properties.flatMap(({ values }) => Object.values(values ?? {}))),
    },
    operations,
    properties,
  };
}

function ratio(counts: readonly number[]): Ratio {
  return { seen: counts.filter((count) => count > 0).length, total: counts.length };
}

function operationCoverage(
  contract: Contract,
  operation: Operation,
  tallies: ReadonlyMap<string, OperationTally>,
  counts: Counts,
): OperationCoverage {
  const { id, operationId } = operation;
  const { exchanges, passed, failed, inconclusive, statuses: sent } = tallies.get(id) ?? NOTHING;
  const statuses: Record<string, number> = {};
  for (const status of operation.responses.keys()) statuses[status] = 0;
  const undocumented: Record<string, number> = {};
  for (const [status, times] of sent) {
    const documented = responseFor(operation, status)?.key;
    if (documented !== undefined) statuses[documented] = (statuses[documented] ?? 0) + times;
    else undocumented[status] = times;
  }
  return {
    operation: id,
    ...(operationId === undefined ? {} : { operationId }),
    exchanges,
    passed,
    failed,
    inconclusive,
    statuses,
    ...(Object.keys(undocumented).length > 0 ? { undocumentedStatuses: undocumented } : {}),
    ...(exchanges > 0 ? partsOf(contract, operation, counts) : { mediaTypes: {}, parameters: {} }),
  };
}

function partsOf(
  contract: Contract,
  operation: Operation,
  counts: Counts,
): Pick<OperationCoverage, 'mediaTypes' | 'items' | 'parameters'> {
  const compiled = contract.compile(operation);
  const seenTypes = counts.mediaTypes.get(operation.id);
  const mediaTypes: Record<string, number> = {};
  const seenItems = counts.items.get(operation.id);
  const items: Record<string, number> = {};
  const addTypes = (content: Content | undefined, of: string): void => {
    for (const key of content?.keys ?? []) {
      const name = `${of} ${key}`;
      mediaTypes[name] = seenTypes?.get(name) ?? 0;
      if (content?.get(key)?.item) items[name] = seenItems?.get(name) ?? 0;
    }
  };
  addTypes(compiled.requestContent, 'request');
  for (const [status, response] of operation.responses) addTypes(compiled.responseContent(response), status);
  const seenParameters = counts.parameters.get(operation.id);
  const parameters: Record<string, ParameterCoverage> = {};
  for (const { place, name, required, pointer } of compiled.parameters) {
    const key = `${place} ${name}`;
    parameters[key] = { count: seenParameters?.get(key) ?? 0, required, pointer: `#${pointer}` };
  }
  return { mediaTypes, ...(Object.keys(items).length > 0 ? { items } : {}), parameters };
}

function propertyCoverage(contract: Contract, operations: readonly Operation[], counts: Counts): PropertyCoverage[] {
  const known = { request: new Set<string>(), response: new Set<string>() };
  const followed = { request: new Set<string>(), response: new Set<string>() };
  const covered: PropertyCoverage[] = [];
  for (const operation of operations) {
    for (const [direction, schema] of bodiesOf(contract, operation)) {
      const shape = contract.schemas.shapes.of(schema);
      if (!shape) continue;
      for (const { pointer, name, required, members } of propertiesOf(
        shape,
        direction,
        known[direction],
        '',
        followed[direction],
      )) {
        const key = `${direction} ${pointer}`;
        covered.push({
          pointer: `#${pointer}`,
          in: direction,
          name,
          required,
          count: counts.properties.get(key) ?? 0,
          ...(members.length > 0
            ? {
                values: Object.fromEntries(
                  members.map((member) => [member, counts.enumMembers.get(`${key} ${member}`) ?? 0]),
                ),
              }
            : {}),
        });
      }
    }
  }
  return covered;
}

/** The schemas of an operation's bodies, with their direction. */
function* bodiesOf(contract: Contract, operation: Operation): Generator<[Direction, string]> {
  const compiled = contract.compile(operation);
  for (const schema of schemasOf(compiled.requestContent)) yield ['request', schema];
  for (const response of operation.responses.values())
    for (const schema of schemasOf(compiled.responseContent(response))) yield ['response', schema];
}

function schemasOf(content: Content | undefined): string[] {
  return (content?.keys ?? []).flatMap((key) => {
    const media = content?.get(key);
    return [media?.schema, media?.item?.schema].filter((schema) => schema !== undefined);
  });
}
