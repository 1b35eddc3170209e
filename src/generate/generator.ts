import type { Faker } from '@faker-js/faker';
import type { Contract, MediaContent } from '../contract/index.js';
import { at, type JsonValue, type Pointer, writeJson } from '../model/index.js';
import { countMembers, type Direction } from '../schema/index.js';
import type { Obstacle } from './bounds.js';
import { completer } from './complete.js';
import { createPlanner, EXPLAINED_DEPTH, isDeeperThan } from './planner.js';
import { NOTHING_DECIDED, type Planner } from './planning.js';
import { createRandom, hash } from './random.js';
import { type GenerationRun, Impossible, MAX_NODES, ROOM } from './run.js';
import { plainSample } from './sampler.js';
import { stepsFor } from './work.js';

/** A body, or the rule that no body could keep, with the body that comes closest. */
export type Generated =
  | { readonly value: JsonValue }
  | {
      readonly impossible: Obstacle;
      readonly closest: JsonValue;
      /** Whether a budget ended the making before there was any body to judge: `closest` is not worth sending. */
      readonly isTooLarge?: boolean;
    };

/** How a generator works. */
export interface GeneratorOptions {
  /**
   * Dates are near this day. The time of day never counts: the same seed gives the same body all day.
   * @default 2026-01-01
   */
  readonly now?: () => Date;
  /**
   * Whether maps (`additionalProperties` with a schema) get entries. Members that no schema describes are never made
   * up.
   * @default true
   */
  readonly fillProperties?: boolean;
}

/** For whom a body is made. */
export interface BodyOptions {
  /** A response never carries `writeOnly` members, a request no `readOnly` ones. @default 'response' */
  readonly direction?: Direction;
}

/** A media type, a parameter, a header: whatever names a schema. */
export type Schematic = Pick<MediaContent, 'schema'>;

/** Bodies for what the document gives no example. */
export interface Generator {
  /**
   * One plain body, always the same: the first of everything (Prism's static sampler, corrected where its result is
   * invalid). Undefined where none was found.
   */
  sample(media: Schematic, options?: BodyOptions): Promise<JsonValue | undefined>;
  /**
   * A random body, valid against its own schema, of at most a few thousand values, or of as many as the schema demands
   * where that is in proportion to the document; the same for the same seed.
   */
  invent(media: Schematic, seed: string, options?: BodyOptions): Promise<Generated>;
  /** An example with the documented properties that it lacks; what it has stays. */
  complete(media: Schematic, partial: JsonValue, seed: string, options?: BodyOptions): Promise<JsonValue>;
}

/** How often a body is made again where it breaks its own schema: with fewer and fewer optional members. */
const FULLNESS = [1, 1, 0.7, 0.4, 0.2, 0, 0] as const;

/** The attempts at a body of which the usual limits allow not even what its schema demands. */
const LEAST = [0] as const;

/** More characters than this are too many for a mocked body. */
const MAX_CHARS = 262_144;

/** So many characters more may a body have that holds only what its schema demands, for each member of the document. */
const CHARS_A_MEMBER = 16;

/** How often values inside a body may be made again. */
const MAX_TRIES = 400;

const DAY = 86_400_000;
const SOME_DAY = Date.UTC(2026, 0, 1);

/** A generator for the bodies of one contract. Faker is loaded with the first random body. */
export function createGenerator(contract: Contract, options: GeneratorOptions = {}): Generator {
  const planners = new Map<Direction, Planner>();
  const plannerOf = (direction: Direction): Planner => {
    const planner = planners.get(direction) ?? createPlanner(contract, direction);
    planners.set(direction, planner);
    return planner;
  };
  const samples = new Map<string, JsonValue | undefined>();
  let loading: Promise<Faker> | undefined;
  const load = (): Promise<Faker> => {
    loading ??= Promise.all([import('@faker-js/faker/locale/en'), import('./mersenne.js')]).then(
      ([{ faker }, { createMersenne, withRandomizer }]) => withRandomizer(faker, createMersenne()),
    );
    return loading;
  };
  /** The schemas of which only the least is made: what is more exceeds the limits of any body. */
  const demanding = new Set<string>();
  /** Those of which not even the least can be made. */
  const tooLarge = new Map<string, Generated>();
  let members: number | undefined;
  const newRun = (faker: Faker, seed: string, plain: boolean, more = 0): GenerationRun => {
    const now = options.now ? Math.floor(options.now().getTime() / DAY) * DAY : SOME_DAY;
    faker.seed(hash(seed));
    faker.setDefaultRefDate(now);
    const limits = {
      maxNodes: MAX_NODES + more,
      maxChars: MAX_CHARS + CHARS_A_MEMBER * more,
      nodes: 0,
      chars: 0,
      tries: MAX_TRIES,
      turn: 0,
      fullness: 1,
      mustDiffer: false,
    };
    const fillsMaps = options.fillProperties ?? true;
    return { random: createRandom(seed), faker, now, plain, fillsMaps, open: new Set(), person: undefined, ...limits };
  };

  /** Begins the work for a body, and does it with one budget for all that it asks. */
  const working = <Result>({ work }: Planner, body: () => Result, more = 0): Result => {
    work.begin(more);
    return contract.schemas.within(work, body);
  };

  /**
   * Makes a body; of a schema that demands more than the usual limits allow, the least, in proportion to the document.
   */
  const make = (pointer: Pointer, direction: Direction, runOf: (more: number) => GenerationRun): Generated => {
    const planner = plannerOf(direction);
    const key = `${direction} ${pointer}`;
    const nothing: Generated = { impossible: { keyword: 'size', pointer }, closest: {}, isTooLarge: true };
    const before = tooLarge.get(key);
    if (before) return before;
    if (!demanding.has(key)) {
      const made = withinStack(nothing, () => working(planner, () => makeBody(planner, pointer, runOf(0), FULLNESS)));
      if ('value' in made || !made.isTooLarge) return made;
      demanding.add(key);
    }
    members ??= countMembers(contract.document.root);
    const run = runOf(members);
    const least = withinStack(nothing, () =>
      working(planner, () => makeBody(planner, pointer, run, LEAST), stepsFor(run.maxNodes - MAX_NODES)),
    );
    if (!('value' in least)) tooLarge.set(key, least);
    return least;
  };

  const makeBody = (planner: Planner, pointer: Pointer, run: GenerationRun, attempts: readonly number[]): Generated => {
    const { direction, work } = planner;
    const place = { schema: at(contract.document.root, pointer) ?? true, pointer };
    const plan = planner.plan([place], { name: '', owner: '', decided: NOTHING_DECIDED });
    let impossible: Obstacle = { keyword: 'schema', pointer };
    let closest: { readonly value: JsonValue; readonly faults: number } | undefined;
    for (const fullness of attempts) {
      run.fullness = fullness;
      run.chars = 0;
      run.tries = MAX_TRIES;
      if (run.nodes > run.maxNodes || work.isSpent) break;
      const made = plan.make(run, fullness === 0 ? 0 : ROOM, 0);
      if (made instanceof Impossible) {
        impossible = made;
        run.turn += 1;
        continue;
      }
      const verdict = contract.schemas.isValid(pointer, direction, made);
      if (work.isSpent) {
        // What could not be judged to its end may be the closest, where there is no other.
        impossible = { keyword: 'size', pointer };
        closest ??= { value: made, faults: Number.POSITIVE_INFINITY };
      } else if (verdict === false) {
        const isTooDeep = isDeeperThan(made, EXPLAINED_DEPTH);
        const errors = isTooDeep ? [] : contract.schemas.explain(pointer, direction, made);
        const [error] = errors;
        const faults = isTooDeep ? Number.POSITIVE_INFINITY : errors.length;
        if (!closest || faults < closest.faults) closest = { value: made, faults };
        if (error) impossible = { keyword: error.keyword, pointer: error.schema };
      } else if (run.chars > run.maxChars / 4 && writeJson(made).length > run.maxChars)
        impossible = { keyword: 'size', pointer };
      else return { value: made };
      run.turn += 1;
    }
    const isTooLarge = impossible.keyword === 'size' && (closest?.faults ?? Number.POSITIVE_INFINITY) > MAX_NODES;
    return { impossible, closest: closest ? closest.value : leastOf(contract, pointer, direction), isTooLarge };
  };

  return {
    async sample({ schema: pointer }, { direction = 'response' } = {}) {
      if (pointer === undefined) return undefined;
      const key = `${direction} ${pointer}`;
      if (!samples.has(key)) {
        const sampled = withinStack(undefined, () => plainSample(contract, pointer, direction));
        const planner = plannerOf(direction);
        const isUsable =
          sampled !== undefined &&
          working(planner, () => contract.schemas.isValid(pointer, direction, sampled) !== false);
        if (isUsable) samples.set(key, sampled);
        else {
          const faker = await load();
          const made = make(pointer, direction, (more) => newRun(faker, 'sample', true, more));
          samples.set(key, 'value' in made ? made.value : undefined);
        }
      }
      return samples.get(key);
    },
    async invent({ schema: pointer }, seed, { direction = 'response' } = {}) {
      if (pointer === undefined) return { impossible: { keyword: 'schema', pointer: '' }, closest: null };
      const faker = await load();
      return make(pointer, direction, (more) => newRun(faker, seed, false, more));
    },
    async complete({ schema: pointer }, partial, seed, { direction = 'response' } = {}) {
      if (pointer === undefined) return partial;
      const run = newRun(await load(), seed, false);
      const planner = plannerOf(direction);
      return withinStack(partial, () => working(planner, () => completer(planner, pointer)(partial, run)));
    },
  };
}

/** References that are chained by the thousand exhaust the stack: then what is given instead. */
function withinStack<Result>(instead: Result, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return instead;
    throw error;
  }
}

/** Where nothing could be made: the plain sample, which need not be valid, else an empty object. */
function leastOf(contract: Contract, pointer: Pointer, direction: Direction): JsonValue {
  const sampled = plainSample(contract, pointer, direction);
  return sampled === undefined ? {} : sampled;
}
