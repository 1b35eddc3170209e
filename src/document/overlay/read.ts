import { child, InputError, isObject, type JsonObject, type JsonValue, type Pointer } from '../../model/index.js';
import { parseText } from '../parse.js';
import { positionOf } from '../positions.js';
import { walkReferences } from '../walk.js';
import type { Overlay, OverlayAction, OverlayInfo } from './overlay.js';

type Kind = 'text' | 'flag' | 'anything';

/** The members of an action (Overlay 1.1 §4.4.3.1). Others begin with `x-`. */
const ACTION_MEMBERS: Readonly<Record<string, Kind>> = {
  target: 'text',
  description: 'text',
  copy: 'text',
  remove: 'flag',
  update: 'anything',
};

const CURE = 'The Overlay Specification says what is allowed there: https://spec.openapis.org/overlay/latest.html.';

/**
 * Reads an OpenAPI Overlay 1.0 or 1.1 in JSON or YAML.
 * @param source its name in messages
 * @throws InputError `not-yaml`, `bad-overlay` with line and pointer
 */
export function readOverlay(text: string, source: string): Overlay {
  const refuse = (problem: string, pointer: Pointer, cure = CURE): never => {
    throw new InputError('bad-overlay', problem, {
      place: { source, ...positionOf(text, pointer), pointer },
      cure,
    });
  };
  const content = parseText(text, source);
  if (!isObject(content) || content.overlay === undefined)
    return refuse('this is not an overlay: it has no "overlay" member', '', 'An overlay begins with "overlay: 1.0.0".');
  const version = versionOf(content.overlay);
  if (version === undefined)
    return refuse(
      `Overlay ${printed(content.overlay)} is not read`,
      '/overlay',
      'Versions 1.0 and 1.1 are: write "overlay: 1.0.0" or "overlay: 1.1.0".',
    );
  const { info, extends: target, actions } = content;
  if (target !== undefined && typeof target !== 'string')
    return refuse('"extends" must be a URI reference', '/extends');
  if (!Array.isArray(actions)) return refuse('an overlay has a list of "actions"', '/actions');
  if (actions.length === 0 && version === '1.1')
    return refuse('an overlay has at least one action', '/actions', 'Write one, or leave the overlay out.');
  for (const name of Object.keys(content)) {
    if (!['overlay', 'info', 'extends', 'actions'].includes(name) && !name.startsWith('x-'))
      refuse(`an overlay has no member "${name}"`, child('', name));
  }
  return {
    source,
    text,
    version,
    info: readInfo(info, version, refuse),
    ...(target === undefined ? {} : { extends: target }),
    actions: actions.map((action: JsonValue, index) => readAction(action, child('/actions', index), version, refuse)),
  };
}

/** `1.0.0` and `1.1.0`; also the number that YAML makes of `1.0` without quotes. */
function versionOf(value: JsonValue): '1.0' | '1.1' | undefined {
  const [, minor] = /^1(?:\.([01])(?:\.\d+\S*)?)?$/.exec(String(value)) ?? [];
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (minor === undefined) return value === 1 ? '1.0' : undefined;
  return minor === '0' ? '1.0' : '1.1';
}

function printed(version: JsonValue): string {
  return typeof version === 'object' ? JSON.stringify(version).slice(0, 40) : String(version);
}

type Refuse = (problem: string, pointer: Pointer, cure?: string) => never;

/** Overlay 1.1 gave it a description (§4.4.2), which people wrote before. What it does not know, 1.1 refuses. */
function readInfo(info: JsonValue | undefined, version: '1.0' | '1.1', refuse: Refuse): OverlayInfo {
  if (!isObject(info) || typeof info.title !== 'string' || info.version === undefined)
    return refuse('an overlay has an "info" with a title and a version', '/info');
  const { title, description } = info;
  if (description !== undefined && typeof description !== 'string')
    return refuse('"description" must be text', '/info/description');
  for (const name of Object.keys(info)) {
    const isKnown = ['title', 'version', 'description'].includes(name) || name.startsWith('x-');
    if (!isKnown && version === '1.1') refuse(`the "info" of an overlay has no member "${name}"`, child('/info', name));
  }
  const extensions = extensionsOf(info);
  return {
    title,
    version: String(info.version),
    ...(description === undefined ? {} : { description }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

function readAction(action: JsonValue, pointer: Pointer, version: '1.0' | '1.1', refuse: Refuse): OverlayAction {
  if (!isObject(action)) return refuse('an action must be an object', pointer);
  for (const [name, value] of Object.entries(action)) {
    const kind = Object.hasOwn(ACTION_MEMBERS, name) ? ACTION_MEMBERS[name] : undefined;
    if (kind === undefined && !name.startsWith('x-')) refuse(`an action has no member "${name}"`, child(pointer, name));
    if (kind === 'text' && typeof value !== 'string') refuse(`"${name}" must be text`, child(pointer, name));
    if (kind === 'flag' && typeof value !== 'boolean') refuse(`"${name}" must be true or false`, child(pointer, name));
  }
  const { target, description, update, copy, remove } = action;
  if (typeof target !== 'string') return refuse('an action must have a "target"', pointer);
  if (copy !== undefined && version === '1.0')
    refuse('"copy" came with Overlay 1.1', child(pointer, 'copy'), 'Write "overlay: 1.1.0".');
  if (copy !== undefined && update !== undefined && remove !== true)
    refuse('an action has either "update" or "copy"', child(pointer, 'copy'), 'Make two actions of it.');
  if (version === '1.1' && update === undefined && copy === undefined && remove === undefined)
    refuse('an action has an "update", a "copy" or a "remove"', pointer);
  if (update !== undefined) assertLocal(update, child(pointer, 'update'), refuse);
  const extensions = extensionsOf(action);
  return {
    target,
    ...(typeof description === 'string' ? { description } : {}),
    ...(update === undefined ? {} : { update }),
    ...(typeof copy === 'string' ? { copy } : {}),
    ...(typeof remove === 'boolean' ? { remove } : {}),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

function extensionsOf(holder: JsonObject): JsonObject | undefined {
  const entries = Object.entries(holder).filter(([name]) => name.startsWith('x-'));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Overlays are applied to the bundled document, whose references are all local. */
function assertLocal(update: JsonValue, pointer: Pointer, refuse: Refuse): void {
  try {
    walkReferences(update, ({ key, kind, reference, pointer: place }) => {
      if (kind !== 'payload' && !reference.startsWith('#'))
        refuse(
          `the ${key} ${reference} leads out of the document`,
          `${pointer}${place}`,
          'Refer to a component of the document (#/components/…), or write the part out.',
        );
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    refuse('the update is nested too deeply', pointer, 'Flatten it.');
  }
}
