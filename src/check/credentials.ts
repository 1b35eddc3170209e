import type { ViolationRecord } from '../model/index.js';
import type { CredentialsRecord } from './judge-one.js';

/**
 * Decides about missing credentials by what else the source carries. Recorders remove credentials without a mark, so
 * they count as missing only in a source in which others carry them.
 */
export interface CredentialsBySource {
  /** @returns the violation, where it is known already that the source keeps credentials */
  see(source: string, credentials: CredentialsRecord): ViolationRecord | undefined;
  /** The violations of requests that came before the first one with credentials in their source. */
  late(): ViolationRecord[];
  /** How many requests without credentials were not judged. */
  notJudged(): number;
}

/** This many violations are held back; those beyond are counted as not judged. */
const MAX_HELD = 20_000;

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
    late: () => [...sources.values()].flatMap((source) => (source.isKeeping ? source.held : [])),
    notJudged: () =>
      withheld -
      [...sources.values()].reduce((sum, { isKeeping, held: those }) => sum + (isKeeping ? those.length : 0), 0),
  };
}
