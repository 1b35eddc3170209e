import type { Pointer } from '../../model/index.js';
import { type Direction, MORE_FAULTS } from '../../schema/index.js';
import { addOwn, type Findings, type OwnFault, type Policy } from './policy.js';

/** So many faults of one kind are listed of one body, whatever they are. */
const FEW = 1_000;

/** So many are listed in all, if they are of different rules. */
const MOST = 2_000;

/** The faults of one kind in one body, which can have one in each byte. */
export interface FewFaults {
  /**
   * Adds a fault, or counts it.
   * @param rule what tells its rule from others: the first fault of each rule is listed
   */
  add(rule: string, fault: () => Omit<OwnFault, 'severity'>): void;
  /** Says how many were only counted. */
  end(schema: Pointer): void;
}

/** Lists the first faults of one kind, and counts the others. */
export function fewFaults(
  {
    findings,
    policy,
    direction,
  }: { readonly findings: Findings; readonly policy: Policy; readonly direction: Direction },
  severity: OwnFault['severity'],
): FewFaults {
  /** In the order in which they came, until there are so many that they are asked for. */
  const first: string[] = [];
  let rules: Set<string> | undefined;
  let listed = 0;
  let more = 0;
  return {
    add(rule, fault) {
      if (listed >= FEW) rules ??= new Set(first);
      if (listed >= MOST || rules?.has(rule)) {
        more += 1;
        return;
      }
      if (rules) rules.add(rule);
      else first.push(rule);
      listed += 1;
      addOwn(findings, policy, fault(), severity);
    },
    end(pointer) {
      if (more === 0) return;
      const common = { in: direction, part: 'body', keyword: MORE_FAULTS, params: { more }, pointer } as const;
      addOwn(findings, policy, common, severity);
    },
  };
}
