import { join } from 'node:path';
import { type Contract, createContract, type Match } from '../../contract/index.js';
import type { Document } from '../../document/index.js';
import {
  actionOf,
  editsBetween,
  type Overlay,
  type OverlayAction,
  overlaidDocument,
  overlayJson,
  readOverlay,
} from '../../document/overlay/index.js';
import { exchangeOf, type KeptExchange, type Saved, type SaveExample } from '../../feed/index.js';
import { isJsonType, parseMediaType } from '../../http/index.js';
import {
  at,
  headerValue,
  InputError,
  isObject,
  type JsonObject,
  type JsonValue,
  type Pointer,
  type ResponseMessage,
  sameJson,
  writeJson,
} from '../../model/index.js';
import { redactExchange } from '../../redact/index.js';
import { recordingRedactor } from '../redaction.js';
import { yamlText } from '../yaml-text.js';
import { type PlacedExample, placeExample, withValueAt } from './example-placed.js';
import { jsonOf, ruleLike } from './example-rule.js';
import { type DraftFile, homeOf, saved, shownName, textIn } from './saving.js';
import type { ToolSettings } from './settings.js';

/**
 * Makes the answer of an exchange a documented example: as an overlay beside the document, which is left alone. The
 * example has a rule, so that requests like that one get it, and no others. From then on the mock answers with it.
 * @throws InputError `bad-option` for an answer that cannot be an example
 */
export async function saveExample(
  { contract, redact, use }: ToolSettings,
  kept: KeptExchange,
  { as, name, write }: SaveExample,
): Promise<Saved> {
  const now = contract();
  const home = homeOf(now);
  const path = `${home.name}.saved.yaml`;
  const text = await textIn(home, path);
  const overlay = text === undefined ? undefined : readOverlay(text, shownName(home.folder, path));
  const isLaid = now.document.files.some((file) => file === shownFile(home.folder, path));
  // What was saved before counts, also where this server was started without it.
  const document = overlay && !isLaid ? overlaidDocument(now.document, overlay).document : now.document;
  const base = document === now.document ? now : createContract(document);
  const found = exampleOf(base, kept, redact);
  const placed = placeExample(base, found.operation, { ...found, name: checkedName(name) });
  const payload = as === 'file' ? payloadOf(found, placed.name) : undefined;
  const actions = actionsFor(base, found, placed, payload?.path);
  const isNamed = payload && overlay && isNamedIn(overlay, payload.path) && hasRule(base, placed, found.rule);
  const whole = textWith(text, overlay, overlayWith(base, path, actions));
  // Where the overlay names the file already, only that is another one.
  const drafts = [...(payload ? [payload] : []), ...(isNamed || actions.length === 0 ? [] : [{ path, text: whole }])];
  const result = await saved(home, drafts, write);
  const applied = write && use !== undefined && home.folder !== undefined;
  const file = shownFile(home.folder, path);
  if (applied) {
    const contractThen = createContract(withFile({ ...document, root: placed.root as Document['root'] }, file));
    // What was saved before this server started, without it, is laid with it.
    const earlier = overlay && !isLaid ? overlay.actions : [];
    const news = { ...overlayWith(base, path, [...earlier, ...actionsFor(base, found, placed, undefined)]) };
    await use({ contract: contractThen, file, actions: overlayJson(news) });
  }
  return { ...result, applied, next: nextStep(shownName(home.folder, path), { write, applied }) };
}

/** Whether an overlay names a file as that of an example. */
function isNamedIn(overlay: Overlay, path: string): boolean {
  return writeJson(overlayJson(overlay)).includes(`"externalValue":${writeJson(path)}`);
}

/** Whether the document has that example with that rule. */
function hasRule({ document }: Contract, { pointer }: PlacedExample, rule: JsonObject): boolean {
  const example = at(document.root, pointer);
  return isObject(example) && example['x-docproof-when'] !== undefined && sameJson(example['x-docproof-when'], rule);
}

function shownFile(folder: string | undefined, path: string): string {
  return folder === undefined ? path : join(folder, path);
}

function withFile(document: Document, file: string): Document {
  return document.files.includes(file) ? document : { ...document, files: [...document.files, file] };
}

function nextStep(file: string, { write, applied }: { write: boolean; applied: boolean }): string {
  if (!write)
    return `Nothing was written. With --allow-write the page writes it; saved by hand, pass --overlay ${file}.`;
  if (!applied) return `A mock that is started with --overlay ${file} answers so.`;
  return `The mock answers so from now on. At the next start, pass --overlay ${file}, or list it under "overlay" in docproof.yaml.`;
}

interface FoundExample {
  readonly operation: Match['operation'];
  readonly status: number;
  readonly contentType: string;
  readonly value: JsonValue;
  readonly rule: JsonObject;
}

/** The answer as an example, without its secrets. */
function exampleOf(contract: Contract, kept: KeptExchange, redact: ToolSettings['redact']): FoundExample {
  const exchange = exchangeOf(contract, kept);
  const shown = redactExchange(recordingRedactor(redact, contract), exchange);
  const { request, response } = shown;
  const match = contract.matcher.matchTarget(kept.method, kept.target);
  // As an example it would be the answer to all requests that are refused.
  if (exchange.caveats?.includes('answered-by-proxy') && match.operation)
    throw cannot(
      `the ${kept.answeredBy} refused the request itself`,
      'Take the answer of a service, or one that was set.',
    );
  if (!match.operation)
    throw cannot(
      'the document describes no such operation',
      'Take what was seen into the document first: /_docproof/drift.',
    );
  const shownMatch = contract.matcher.matchTarget(request.method, request.url);
  const likeness = {
    compiled: contract.compile(match.operation),
    pathValues: match.pathValues,
    request: exchange.request,
    shown: request,
    shownPath: shownMatch.operation === match.operation ? shownMatch.pathValues : undefined,
  };
  return { operation: match.operation, ...bodyOf(response), rule: ruleLike(likeness) };
}

function bodyOf({ status, headers, body }: ResponseMessage): Pick<FoundExample, 'status' | 'contentType' | 'value'> {
  const contentType = headerValue(headers, 'content-type');
  const type = parseMediaType(contentType ?? '');
  if (status < 100 || body.state === 'absent')
    throw cannot('there is no body that could be an example', 'Take an exchange whose answer has one.');
  if (body.state === 'unknown') throw cannot(`the body was not kept (${body.reason})`, 'Bodies of up to 64 kB are.');
  if (contentType === undefined || !type)
    throw cannot('the answer has no content type', 'Its service should send one.');
  let text: string;
  try {
    text =
      typeof body.content === 'string' ? body.content : new TextDecoder('utf-8', { fatal: true }).decode(body.content);
  } catch {
    throw cannot('the body is not text', 'Save it as a file, and name that in the document by externalValue.');
  }
  return { status, contentType, value: isJsonType(type) ? (jsonOf(text) ?? text) : text };
}

function cannot(problem: string, cure: string): InputError {
  return new InputError('bad-option', `the answer cannot be saved as an example: ${problem}`, { cure });
}

function checkedName(name: string | undefined): string | undefined {
  if (name === undefined || /^[\w.-]{1,80}$/.test(name)) return name;
  throw new InputError('bad-option', 'this cannot be the name of an example', {
    cure: 'Write 1 to 80 letters, digits and the signs . _ -, such as "sold-out".',
  });
}

/** The actions that bring the example into the document. @param file that of its body, where it has one */
function actionsFor(
  contract: Contract,
  { operation, status }: FoundExample,
  { name, pointer, states }: PlacedExample,
  file: string | undefined,
): readonly OverlayAction[] {
  const actions: OverlayAction[] = [];
  let before: JsonObject = contract.document.root;
  for (const state of states) {
    const after = file === undefined ? state : withReference(state, pointer, file);
    for (const edit of editsBetween(before, after)) actions.push(actionOf(before, edit));
    before = after;
  }
  const description = `The answer of status ${status} to ${operation.id}, as it was seen: example "${name}".`;
  const last = actions.at(-1);
  return last ? [...actions.slice(0, -1), { ...last, description }] : [];
}

/** The body in a separate file, named by operation and example. */
function payloadOf({ operation: { operationId, id }, value, contentType }: FoundExample, name: string): DraftFile {
  const plain = (operationId ?? id)
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|-+$/g, '')
    .slice(0, 80);
  const type = parseMediaType(contentType);
  const isJson = type !== undefined && isJsonType(type);
  const text = isJson ? `${writeJson(value, 2)}\n` : String(value);
  return { path: `mocks/${plain}/${name}.${isJson ? 'json' : 'txt'}`, text };
}

/** The document with the name of a file in the place of an example's value. */
function withReference(root: JsonObject, pointer: Pointer, path: string): JsonObject {
  const example = at(root, pointer);
  if (!isObject(example)) return root;
  const { value: _, ...others } = example;
  return withValueAt(root, pointer, { ...others, externalValue: path });
}

function overlayWith({ document }: Contract, source: string, actions: readonly OverlayAction[]): Overlay {
  const { title = 'the API' } = document.root.info ?? {};
  return {
    source,
    version: '1.0',
    info: { title: `Answers that were saved for ${String(title)}`, version: '1.0.0' },
    actions,
  };
}

/** The text of an overlay with more actions: appended where that is possible, so that comments stay. */
function textWith(text: string | undefined, before: Overlay | undefined, more: Overlay): string {
  if (text === undefined || !before) return yamlText(overlayJson(more), true);
  const all = { ...before, actions: [...before.actions, ...more.actions] };
  const list = yamlText(overlayJson(more), true).split(/^actions:\n/m)[1] ?? '';
  const appended = `${text}${text.endsWith('\n') ? '' : '\n'}${list}`;
  return says(appended, all) ? appended : yamlText(overlayJson(all), true);
}

/** Whether a text is just that overlay. */
function says(text: string, overlay: Overlay): boolean {
  try {
    return sameJson(overlayJson(readOverlay(text, overlay.source)), overlayJson(overlay));
  } catch {
    return false;
  }
}
