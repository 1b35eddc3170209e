/** The text is not certain to be in the common part of YAML: the reader of all of YAML must read it. */
export class Unsure extends Error {}

/** @throws Unsure */
export function unsure(): never {
  throw new Unsure();
}
