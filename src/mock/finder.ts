import type { Contract, Match, Unmatched } from '../contract/index.js';
import type { ApiStyle } from './styles/api-style.js';

/** Finds the operation that a method and a target (path and query) address. */
export type Finder = (method: string, target: string) => Match | Unmatched;

/** A finder that compares paths in any case where the style of the service does. */
export function createFinder({ matcher }: Contract, style: ApiStyle | undefined): Finder {
  if (!style?.ignoresCase) return (method, target) => matcher.matchTarget(method, target);
  return (method, target) => {
    const found = matcher.matchTarget(method, target);
    return found.operation ? found : matcher.matchTarget(method, target, true);
  };
}
