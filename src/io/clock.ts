import { randomUUID } from 'node:crypto';

/** The sources of values that differ from call to call: the machine's clock, and ids that no one else has. */
export const systemSources = {
  now: (): Date => new Date(),
  newId: (): string => randomUUID(),
} as const;
