import type { GivenWith } from './matchers.js';

/** What `expect` has once it is extended. Each reads a body, so each is a promise: await it. */
export interface DocproofAssertions {
  /**
   * Request and response satisfy the contract. What could not be judged does not, and neither does it satisfy `.not`.
   */
  toSatisfyContract(given?: GivenWith): Promise<void>;
  /** The response is a 4xx or 5xx that the operation documents, with this status if one is given, and as documented. */
  toBeDocumentedError(status?: number, given?: GivenWith): Promise<void>;
  toBeDocumentedError(given: GivenWith): Promise<void>;
  /** The request is one of this operation, named by operationId or as `POST /users/{id}`. */
  toMatchOperation(operation: string, given?: GivenWith): Promise<void>;
}
