import { basePathOf, type Contract, type Operation } from '../contract/index.js';

/** The path at which a mock is called for an operation: the base path of its server, then its path template. */
export function servedPathOf({ document }: Contract, operation: Operation): string {
  return `${basePathOf(document.root, operation)}${operation.pathTemplate}`;
}
