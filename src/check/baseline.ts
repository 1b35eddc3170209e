import {
  type AcceptedFault,
  type BaselineOutcome,
  type Fault,
  type ViolationRecord,
  withoutIndexes,
} from '../model/index.js';
import { OTHER_PATHS } from './path-groups.js';

/** Accepted faults, and which of them a check saw. */
export interface Baseline {
  /** The violation, marked with the reason for which it may stay; itself where it may not. */
  accept(violation: ViolationRecord): ViolationRecord;
  /** @param isSeen whether an operation was exercised: of others it cannot be said that a fault vanished */
  outcome(isSeen: (operation: string) => boolean): BaselineOutcome;
}

/** @param today `2026-11-21`; what expired before it is accepted no more */
export function baselineOf(accepted: readonly AcceptedFault[], today: string): Baseline {
  const valid = new Map<string, AcceptedFault>();
  const templates: { readonly key: string; readonly pattern: RegExp }[] = [];
  /** What is accepted of all paths that have no separate fault, by method and keyword. */
  const others = new Map<string, string>();
  const expired: AcceptedFault[] = [];
  for (const fault of accepted) {
    if (fault.expires !== undefined && fault.expires < today) expired.push(fault);
    else {
      valid.set(keyOf(fault), fault);
      const pattern = patternOf(fault);
      if (pattern) templates.push({ key: keyOf(fault), pattern });
      else if (isOfOthers(fault)) others.set(`${methodOf(fault)} ${fault.keyword}`, keyOf(fault));
    }
  }
  const seen = new Set<string>();
  const keyFor = (violation: ViolationRecord): string => {
    const exact = keyOf(violation);
    // Written before places within parameters were: all of the parameter is meant.
    const key = violation.within === undefined || valid.has(exact) ? exact : keyOf({ ...violation, within: undefined });
    if (!isOfPaths(violation) || valid.has(key)) return key;
    const template =
      violation.keyword === 'undocumented-path'
        ? templates.find(({ pattern }) => pattern.test(violation.operation))
        : undefined;
    const { keyword } = violation;
    const ofOthers = others.get(`${methodOf(violation)} ${keyword}`) ?? others.get(`* ${keyword}`);
    return template?.key ?? ofOthers ?? key;
  };
  return {
    accept(violation) {
      const key = keyFor(violation);
      const fault = valid.get(key);
      if (!fault) return violation;
      seen.add(key);
      return { ...violation, accepted: fault.reason };
    },
    outcome: (isSeen) => ({
      vanished: [...valid]
        .filter(([key, { operation }]) => !seen.has(key) && isSeen(operation))
        .map(([, fault]) => fault),
      expired,
    }),
  };
}

/** The faults to add to a baseline so that no fault of this result counts any more. */
export function unacceptedOf(faults: readonly Fault[], reason: string, expires?: string): AcceptedFault[] {
  const fresh = new Map<string, AcceptedFault>();
  const accept = (
    { operation, in: side, part, location, item, within, keyword }: Fault,
    missing: string | undefined,
  ): void => {
    const fault: AcceptedFault = {
      operation,
      in: side,
      part,
      location: withoutIndexes(location),
      ...(item === undefined ? {} : { item: '*' }),
      ...(within === undefined ? {} : { within: withoutIndexes(within) }),
      keyword,
      ...(missing === undefined ? {} : { missing }),
      reason,
      ...(expires === undefined ? {} : { expires }),
    };
    fresh.set(keyOf(fault), fault);
  };
  for (const fault of faults)
    if (fault.accepted === undefined)
      for (const missing of fault.missingMembers ?? [fault.missing]) accept(fault, missing);
  return [...fresh.values()];
}

/** Whether a fault is of a path or method that the document does not describe: there can be any number of these. */
function isOfPaths({ keyword }: Pick<AcceptedFault, 'keyword'>): boolean {
  return keyword === 'undocumented-path' || keyword === 'undocumented-method';
}

/** Whether a check wrote this fault for all further paths, as `GET /…`. */
function isOfOthers(fault: AcceptedFault): boolean {
  return isOfPaths(fault) && fault.operation.endsWith(` ${OTHER_PATHS}`);
}

function methodOf({ operation }: Pick<AcceptedFault, 'operation'>): string {
  return operation.slice(0, operation.indexOf(' '));
}

/** An undocumented path may have been accepted as a template, for all that were seen of it. */
function patternOf({ keyword, operation }: AcceptedFault): RegExp | undefined {
  if (keyword !== 'undocumented-path' || !/\{[^{}]+\}/.test(operation)) return undefined;
  const parts = operation.split(/\{[^{}]+\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`);
}

function keyOf({
  operation,
  in: side,
  part,
  location,
  item,
  within,
  keyword,
  missing,
}: Pick<ViolationRecord, 'operation' | 'in' | 'part' | 'location' | 'keyword' | 'missing'> & {
  readonly item?: unknown;
  readonly within?: string | undefined;
}): string {
  const place = [operation, side, part, withoutIndexes(location), item !== undefined, withoutIndexes(within ?? '')];
  return JSON.stringify([...place, keyword, missing]);
}
