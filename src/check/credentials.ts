import type { ViolationRecord } from '../model/index.js';
import type { CredentialsRecord } from './judge-one.js';

/**
 * Decides about missing credentials by what else the source carries. Recorders remove credentials without a mark, so
 * they count as missing only in a source in which others carry them.
 */
export interface CredentialsBySource {
  /** @returns the violation, where it is known already that the source keeps credentials */
  see(source: string, credentials: CredentialsRecord): ViolationRecord | undefined;
  /** Whether it is known by now that the source keeps credentials. */
  isKeeping(source: string): boolean;
  /** Adds what was seen of requests that come next in a source. */
  addSum(source: string, sum: CredentialsSum): void;
  /** The violations of requests that came before the first one with credentials in their source. */
  late(): ViolationRecord[];
  /** How many requests without credentials were not judged. */
  notJudged(): number;
}

/** What was seen of credentials, where it was not known that their source keeps them. */
export interface CredentialsSum {
  /** Whether a request carried them. */
  readonly carried: boolean;
  /** How many requests did not, and were not judged. */
  readonly withheld: number;
  /** Their violations, of very many the first. */
  readonly held: () => readonly ViolationRecord[];
}

/** This many violations are held back; those beyond are counted as not judged. */
export const MAX_HELD = 20_000;

interface Source {
  isKeeping: boolean;
  /** Violations of those that came before. */
  readonly held: ViolationRecord[];
}

/** Nothing seen yet. */
export function credentialsBySource(): CredentialsBySource {
  const sources = new Map<string, Source>();
  let withheld = 0;
  let held = 0;
  const sourceOf = (name: string): Source => {
    let source = sources.get(name);
    if (!source) {
      source = { isKeeping: false, held: [] };
      sources.set(name, source);
    }
    return source;
  };
  return {
    see(name, credentials) {
      const source = sourceOf(name);
      if (credentials === 'carried') {
        source.isKeeping = true;
        return undefined;
      }
      const { withheld: violation } = credentials;
      if (violation && source.isKeeping) return violation;
      withheld += 1;
      if (violation && held < MAX_HELD) {
        source.held.push(violation);
        held += 1;
      }
      return undefined;
    },
    isKeeping: (name) => sources.get(name)?.isKeeping ?? false,
    addSum(name, sum) {
      if (!sum.carried && sum.withheld === 0) return;
      const source = sourceOf(name);
      withheld += sum.withheld;
      if (held < MAX_HELD && sum.withheld > 0)
        for (const violation of sum.held().slice(0, MAX_HELD - held)) {
          source.held.push(violation);
          held += 1;
        }
      if (sum.carried) source.isKeeping = true;
    },
    late: () => [...sources.values()].flatMap((source) => (source.isKeeping ? source.held : [])),
    notJudged: () =>
      withheld -
      [...sources.values()].reduce((sum, { isKeeping, held: those }) => sum + (isKeeping ? those.length : 0), 0),
  };
}
