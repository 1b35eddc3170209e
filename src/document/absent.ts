import { child, InputError, type Pointer } from '../model/index.js';
import { type DeepExample, TOO_DEEP } from './deep-examples.js';
import type { AbsentExample, Origin } from './document.js';
import type { SourceFile } from './targets.js';
import type { FoundReference } from './walk.js';

/** Why a file cannot be read that only examples need. */
const READ_FAULTS: ReadonlySet<string> = new Set([
  'not-found',
  'is-directory',
  'unreadable',
  'refused-ref',
  'too-large',
  'not-yaml',
]);

/**
 * Examples that cannot be used: files that `externalValue` names and that cannot be read, and what is too deep. The
 * document is used without these examples.
 */
export class AbsentFiles {
  readonly #deep: { readonly example: DeepExample; readonly file: SourceFile }[] = [];
  readonly #files = new Map<string, { readonly error: InputError; readonly places: Place[] }>();

  has(uri: string): boolean {
    return this.#files.has(uri);
  }

  /** Takes note of a file that cannot be read. @throws the error, where it says anything else */
  add(uri: string, error: unknown): void {
    if (!(error instanceof InputError) || !READ_FAULTS.has(error.code)) throw error;
    this.#files.set(uri, { error, places: [] });
  }

  /** Takes note of a place that names such a file. */
  named(uri: string, found: FoundReference, file: SourceFile): void {
    this.#files.get(uri)?.places.push({ found, file });
  }

  /** Takes note of an example that was taken out of a file. */
  tooDeep(example: DeepExample, file: SourceFile): void {
    this.#deep.push({ example, file });
  }

  /** What is absent, with its place in the root. @param origins of the parts that come from elsewhere */
  list(rootUri: string, origins: ReadonlyMap<Pointer, Origin>): AbsentExample[] {
    const deep = this.#deep.map(({ example: { pointer, keyword }, file }) => ({
      pointer: inRoot({ uri: file.uri, pointer }, rootUri, origins),
      reference: `under "${keyword}"`,
      problem: TOO_DEEP,
      cure: 'Flatten it: until then the example counts as absent.',
      places: 1,
    }));
    const unread = [...this.#files.values()].flatMap(({ error, places }) => {
      const [first] = places;
      if (!first) return [];
      const { found, file } = first;
      const cure = error.code === 'refused-ref' ? error.cure : undefined;
      return {
        pointer: inRoot({ uri: file.uri, pointer: found.pointer }, rootUri, origins),
        reference: found.reference,
        problem: error.code === 'refused-ref' ? reachOf(error) : error.problem,
        cure: cure ?? 'Create the file, or correct the reference: until then the example counts as absent.',
        places: places.length,
      };
    });
    return [...deep, ...unread];
  }
}

interface Place {
  readonly found: FoundReference;
  readonly file: SourceFile;
}

/** `it leads to another host, …`: the reference itself is named elsewhere. */
function reachOf({ problem }: InputError): string {
  return problem.replace(/^the reference \S+ /, 'it ');
}

/** The place in the root at which a part of a file is. */
function inRoot(written: Origin, rootUri: string, origins: ReadonlyMap<Pointer, Origin>): Pointer {
  for (const [pointer, origin] of origins) {
    const isWithin = written.pointer === origin.pointer || written.pointer.startsWith(child(origin.pointer, ''));
    if (origin.uri === written.uri && isWithin) return `${pointer}${written.pointer.slice(origin.pointer.length)}`;
  }
  return written.uri === rootUri ? written.pointer : '';
}
