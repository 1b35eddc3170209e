import { child, escapeToken, isObject, type Pointer, tokensOf } from '../model/index.js';
import type { SourceFile, Target, Targets } from './targets.js';

/** The section of `components` in which a part belongs, by the keyword or map under which it is referred to. */
const SECTIONS: Readonly<Record<string, string>> = {
  parameters: 'parameters',
  responses: 'responses',
  headers: 'headers',
  examples: 'examples',
  requestBody: 'requestBodies',
  requestBodies: 'requestBodies',
  links: 'links',
  callbacks: 'callbacks',
  securitySchemes: 'securitySchemes',
  pathItems: 'pathItems',
  paths: 'pathItems',
};

/** The section for a part that is referred to under this keyword or map. */
export function sectionOf(under: string): string {
  return SECTIONS[under] ?? 'schemas';
}

/** Where the parts of other files live under the root's `components`. */
export class Homes {
  /** Parts by section and name, in the order in which they were given a home. It grows while parts are copied. */
  readonly sections = new Map<string, Map<string, Target>>();
  readonly #root: SourceFile;
  readonly #targets: Targets;
  /** `uri#pointer` of a part → its pointer in the bundle. */
  readonly #homes = new Map<string, Pointer>();

  constructor(root: SourceFile, targets: Targets) {
    this.#root = root;
    this.#targets = targets;
    this.#nameComponents();
  }

  /** The pointer in the bundle at which the part is found, or is found within another; a new home where it has none. */
  of(target: Target, under: string): Pointer {
    return this.#known(target) ?? this.#newHome(target, keyOf(target), sectionOf(under));
  }

  /** The same for a copy of the part that differs from others: `variant` names what makes it different. */
  ofVariant(target: Target, under: string, variant: string): { readonly pointer: Pointer; readonly isNew: boolean } {
    const key = `${keyOf(target)} ${variant}`;
    const known = this.#homes.get(key);
    return known === undefined
      ? { pointer: this.#newHome(target, key, sectionOf(under)), isNew: true }
      : { pointer: known, isNew: false };
  }

  /**
   * A component, a section or all of `components` that is nothing but a reference to a file gives that file its name.
   */
  #nameComponents(): void {
    const components = this.#targets.at('/components', this.#root);
    this.#nameWhole(components);
    for (const section of this.#targets.membersOf(components)) {
      const parts = this.#targets.at(child(components.pointer, section), this.#root);
      this.#nameWhole(parts);
      for (const name of this.#targets.membersOf(parts)) this.#namePart(section, name, parts);
    }
  }

  #nameWhole(map: Target): void {
    const target = this.#referredBy(map);
    if (target && target.file !== this.#root) this.#homes.set(keyOf(target), map.pointer);
  }

  #namePart(section: string, name: string, parts: Target): void {
    const part = this.#targets.at(child(parts.pointer, name), this.#root);
    const target = this.#referredBy(part);
    if (!target || target.file === this.#root || target.file === part.written.file) return;
    const key = keyOf(target);
    if (this.#homes.has(key)) return;
    this.#homes.set(key, part.pointer);
    this.#partsOf(section).set(name, target);
  }

  #referredBy({ node, written }: Target): Target | undefined {
    const found = isObject(node) ? this.#targets.heldBy(node).find(({ key }) => key === '$ref') : undefined;
    return found && this.#targets.of(found, written.file);
  }

  #known(target: Target): Pointer | undefined {
    const tokens = tokensOf(target.pointer);
    for (let length = tokens.length; length >= 0; length -= 1) {
      const outer = tokens.slice(0, length).reduce<Pointer>(child, '');
      const home = this.#homes.get(`${target.file.uri}#${outer}`);
      if (home !== undefined) return tokens.slice(length).reduce<Pointer>(child, home);
    }
    return undefined;
  }

  #newHome(target: Target, key: string, section: string): Pointer {
    const parts = this.#partsOf(section);
    const wanted = (tokensOf(target.pointer).at(-1) ?? target.file.uri.split('/').at(-1) ?? 'part')
      .replace(/\.(ya?ml|json)$/i, '')
      .replace(/[^\w.-]/g, '_');
    let name = wanted;
    for (let count = 2; parts.has(name) || this.#isTaken(section, name); count += 1) name = `${wanted}_${count}`;
    parts.set(name, target);
    const home = `/components/${section}/${name}`;
    this.#homes.set(key, home);
    return home;
  }

  #isTaken(section: string, name: string): boolean {
    return this.#targets.at(`/components/${section}/${escapeToken(name)}`, this.#root).node !== undefined;
  }

  #partsOf(section: string): Map<string, Target> {
    const known = this.sections.get(section);
    if (known) return known;
    const parts = new Map<string, Target>();
    this.sections.set(section, parts);
    return parts;
  }
}

function keyOf(target: Target): string {
  return `${target.file.uri}#${target.pointer}`;
}
