import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { SourceCode } from 'ajv/dist/types/index.js';
import { child, isContainer, isObject, type JsonObject, type JsonValue, type Pointer } from '../../model/index.js';
import { readsContent } from '../content.js';
import { newScope } from '../validate/ajv.js';
import { createAjvEngine } from '../validate/ajv-engine.js';
import type { SourceNotes } from '../validate/compiler.js';
import { type Engine, type EngineOptions, type MakeEngine, nameOfEngine } from '../validate/engine-port.js';
import { evaluatedBy } from './evaluated-by.js';
import type { TableDraft } from './table.js';
import type { Texts } from './texts.js';

/** Engines whose code is written down: what they compile, and what that code may ask for later. */
export interface Recorder {
  readonly makeEngine: MakeEngine;
  /** Compiles all that code which was written down may call. */
  finish(): void;
}

/** Records the engines of one document. */
export function createRecorder(texts: Texts, table: TableDraft): Recorder {
  const engines = new Map<string, RecordingEngine>();
  const waiting: (() => void)[] = [];
  return {
    makeEngine(options) {
      const fast = options.kind === 'fast' ? undefined : engines.get(nameOfEngine({ ...options, kind: 'fast' }));
      const engine = recordingEngine(options, { texts, table, fast, later: (work) => waiting.push(work) });
      engines.set(nameOfEngine(options), engine);
      return engine;
    },
    finish() {
      for (let work = waiting.shift(); work; work = waiting.shift()) work();
    },
  };
}

interface RecordingEngine extends Engine {
  /** Writes down the code for a part of a schema that was added. */
  recordPart(schema: JsonObject): void;
}

interface Parts {
  readonly texts: Texts;
  readonly table: TableDraft;
  /** The engine that decides which branches hold, where that is another one. */
  readonly fast: RecordingEngine | undefined;
  later(work: () => void): void;
}

/** The code that is being made. */
interface Draft {
  /** Schemas that are in it, though they are behind references. */
  readonly inlined: Map<object, string>;
  readonly functions: Map<object, string>;
  readonly divided: Map<object, { readonly parts: readonly JsonObject[]; write(indices: string): string }>;
}

function recordingEngine(options: EngineOptions, { texts, table, fast, later }: Parts): RecordingEngine {
  const name = nameOfEngine(options);
  const { keyOf, schemaOf } = options;
  const added = new Map<string, JsonObject>();
  const places = new WeakMap<object, { readonly key: string; readonly pointer: Pointer }>();
  let draft = newDraft();
  const notes: SourceNotes = {
    makes(made, code, keyword, parentSchema) {
      draft.functions.set(made, String(code));
      const { contentSchema, [keyword]: rest } = parentSchema;
      if (keyword === 'contentMediaType' && readsContent(parentSchema)) later(() => recordPart(contentSchema));
      if (!keyword.startsWith('unevaluated')) return;
      later(() => recordPart(rest));
      for (const asked of evaluatedBy(parentSchema, schemaOf)) later(() => (fast ?? engine).recordPart(asked));
    },
    calls: (id) => later(() => attempt(() => record(id))),
    inlines(id, code) {
      const schema = added.get(id);
      if (schema) draft.inlined.set(schema, String(code));
    },
    divides: (made, parts, write) => draft.divided.set(made, { parts, write }),
  };
  const { ajv, ...made } = createAjvEngine(options, notes);

  /** Compiles something, and gives its text a number. @throws Error where that cannot be compiled */
  const write = (root: JsonObject, compile: () => { readonly source?: SourceCode }): number => {
    draft = newDraft();
    Object.assign(ajv, { scope: newScope() });
    const { source } = compile();
    const { inlined, functions, divided } = draft;
    if (!source) throw new Error('ajv gave no text');
    const textOf = (prefix: string, ref: object, code: string | undefined): string | undefined => {
      if (ref === root) return 's';
      if (prefix === 'schema') return inlined.get(ref);
      const parts = divided.get(ref);
      if (parts) return parts.write(parts.parts.map((part) => `f[${write(part, () => compiled(ajv, part))}]`).join());
      return functions.get(ref) ?? code;
    };
    return texts.add(source, textOf);
  };
  const record = (id: string): void => {
    const schema = added.get(id);
    const key = keyOf(id);
    if (!schema || table.has(name, key)) return;
    table.set(
      name,
      key,
      write(schema, () => ajv.getSchema(id) ?? {}),
    );
  };
  const recordPart = (part: JsonValue | undefined): void => {
    const place = isObject(part) ? places.get(part) : undefined;
    if (!place || !isObject(part) || table.hasPart(name, place.key, place.pointer)) return;
    attempt(() =>
      table.setPart(
        name,
        place.key,
        place.pointer,
        write(part, () => compiled(ajv, part)),
      ),
    );
  };
  const engine: RecordingEngine = {
    ...made,
    add(id, schema) {
      made.add(id, schema);
      added.set(id, schema);
      const note = (value: JsonValue | undefined, pointer: Pointer): void => {
        if (!isContainer(value) || places.has(value)) return;
        places.set(value, { key: keyOf(id), pointer });
        for (const [member, below] of Object.entries(value)) note(below, child(pointer, member));
      };
      note(schema, '');
    },
    get(id) {
      record(id);
      return made.get(id);
    },
    recordPart,
  };
  return engine;
}

function newDraft(): Draft {
  return { inlined: new Map(), functions: new Map(), divided: new Map() };
}

function compiled(ajv: Ajv2020, schema: JsonObject): { readonly source?: SourceCode } {
  return ajv.compile(schema);
}

/** What cannot be compiled now could not be compiled later: it has no validator in either case. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // As where a value comes by.
  }
}
