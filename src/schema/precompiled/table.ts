import type { Pointer } from '../../model/index.js';
import type { Table } from './module.js';

/** A table while it is filled. Functions are numbers. */
export interface TableDraft {
  has(engine: string, key: string): boolean;
  set(engine: string, key: string, number: number): void;
  hasPart(engine: string, key: string, pointer: Pointer): boolean;
  setPart(engine: string, key: string, pointer: Pointer, number: number): void;
  readonly table: Table;
}

/** An empty table. */
export function createTable(): TableDraft {
  const keys: string[] = [];
  const places = new Map<string, number>();
  const engines: Record<string, (number | undefined)[]> = {};
  const parts: Record<string, Record<string, Record<Pointer, number>>> = {};
  const placeOf = (key: string): number => {
    const place = places.get(key) ?? keys.push(key) - 1;
    places.set(key, place);
    return place;
  };
  return {
    has: (engine, key) => engines[engine]?.[places.get(key) ?? -1] !== undefined,
    set(engine, key, number) {
      engines[engine] ??= [];
      engines[engine][placeOf(key)] = number;
    },
    hasPart: (engine, key, pointer) => parts[engine]?.[placeOf(key)]?.[pointer] !== undefined,
    setPart(engine, key, pointer, number) {
      parts[engine] ??= {};
      parts[engine][placeOf(key)] ??= Object.create(null);
      const ofKey = parts[engine][placeOf(key)];
      if (ofKey) ofKey[pointer] = number;
    },
    table: { keys, engines, parts },
  };
}
