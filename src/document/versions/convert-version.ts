import type { JsonObject } from '../../model/index.js';
import { isOpenApiRoot, type OpenApiRoot } from '../document.js';
import { raisedTo31 } from './from-30.js';
import { type Loss, Losses, type WrittenVersion } from './loss.js';
import { pruned } from './mend.js';
import { translatedTo30, withoutNewerThan30 } from './to-30.js';
import { translatedTo31, withoutNewerThan31 } from './to-31.js';
import { raisedTo32 } from './to-32.js';

/** A description in another version of OpenAPI. */
export interface InVersion {
  readonly root: OpenApiRoot;
  /** What it does not say any more, or says for the first time; empty where it means what it meant. */
  readonly losses: readonly Loss[];
}

/**
 * A description in another version of OpenAPI 3, version by version. It means the same but for the losses. One that has
 * the version already comes back as it is.
 * @param root a description all of whose references are local
 */
export function convertVersion(root: OpenApiRoot, version: WrittenVersion): InVersion {
  const losses = new Losses();
  const wanted = Number(version.slice(2));
  let current: JsonObject = root;
  // A later version than 3.2 is read as 3.2.
  let minor = Math.min(Number(/^3\.(\d+)/.exec(root.openapi)?.[1] ?? 1), 2);
  for (; minor < wanted; minor += 1) current = (minor === 0 ? raisedTo31 : raisedTo32)(current, losses);
  for (; minor > wanted; minor -= 1)
    current =
      minor === 2
        ? pruned(translatedTo31(current, losses), withoutNewerThan31, losses)
        : pruned(translatedTo30(current, losses), withoutNewerThan30, losses);
  if (!isOpenApiRoot(current)) throw new TypeError('another version of a description is a description');
  return { root: current, losses: losses.all };
}
