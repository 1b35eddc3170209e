import { createContract } from '../core/index.js';
import { parseText } from '../document/index.js';
import { type InitPlan, type PlannedFile, plan, projectOf, starterDocument } from '../init/index.js';
import { nodeFiles, occupantOf, writeNew } from '../io/index.js';
import { InputError } from '../model/index.js';
import { loadConfig, usualDocument } from './config.js';
import { factsOf } from './init-facts.js';
import { triedRequest } from './init-request.js';
import { lint } from './lint.js';
import { loadContract } from './load-contract.js';

/** How a project is set up. */
export interface InitOptions {
  /** Path or URL of the document. @default that of docproof.yaml, else one with a usual name, else a new one */
  readonly document?: string;
  /** Whether files that are there are replaced. */
  readonly force?: boolean;
  /** Whether nothing is written. */
  readonly dryRun?: boolean;
}

/** A file of the plan, and what became of it. */
export interface InitFile extends PlannedFile {
  /** `left`: it was there, and is as it was; `same`: it was there with just this text. */
  readonly fate: 'written' | 'replaced' | 'left' | 'same';
  /** Why it was left. */
  readonly reason?: string;
}

/** What `initProject` did, or would do. */
export interface InitResult extends Pick<InitPlan, 'next' | 'notes'> {
  /** The path or URL of the document. */
  readonly document: string;
  readonly files: readonly InitFile[];
}

/** The document that a project without one gets. */
const STARTER = 'openapi.yaml';

/**
 * Sets up the current folder: docproof.yaml, a workflow, a capture and an example test for each tool that package.json
 * names. The request in them is one that was tried. No file is replaced unless `force`, and no link is followed.
 * @throws InputError where package.json, docproof.yaml or the document cannot be used
 */
export async function initProject({ document, force = false, dryRun = false }: InitOptions = {}): Promise<InitResult> {
  const { found, otherDocument } = await factsOf('.');
  const config = await loadConfig();
  if (document !== undefined && config.document !== undefined && document !== config.document && !force)
    throw new InputError('bad-option', `names ${config.document} as the document, and not ${document}`, {
      place: { source: 'docproof.yaml' },
      cure: 'Leave out the document, or write docproof.yaml again with --force.',
    });
  const usual = usualDocument('.') ?? otherDocument;
  const named = document ?? config.document ?? usual;
  const source = named ?? STARTER;
  const contract = await (named === undefined
    ? createContract(parseText(starterDocument(), STARTER), { source: STARTER })
    : loadContract(named));
  const made = plan(projectOf(found), {
    document: source,
    tried: await triedRequest(contract),
    hasLintErrors: named !== undefined && (await lint(named)).counts.error > 0,
    // A docproof.yaml that is left may have no suite.
    checked: found.names.has('docproof.yaml') && !force && config.suites === undefined ? 'captures' : 'suites',
  });
  const starter = named === undefined ? [{ path: STARTER, text: starterDocument() }] : [];
  const files: InitFile[] = [];
  for (const file of [...starter, ...made.files]) files.push(await settle(file, { force, dryRun }));
  return {
    document: source,
    files,
    next: made.next,
    notes: [...(usual === undefined || usual === named ? [] : [unused(usual, source, document)]), ...made.notes],
  };
}

function unused(usual: string, document: string, asked: string | undefined): string {
  const who = asked === undefined ? 'docproof.yaml names' : 'you named';
  return `${usual} is here too, and is not used: ${who} ${document}`;
}

async function settle(
  file: PlannedFile,
  { force, dryRun }: Required<Pick<InitOptions, 'force' | 'dryRun'>>,
): Promise<InitFile> {
  const left = (reason: string): InitFile => ({ ...file, fate: 'left', reason });
  const occupant = await occupantOf('.', file.path);
  switch (occupant) {
    case 'link':
      return left('it is a link, and links are not written through');
    case 'outside':
      return left('its folder is a link out of this project');
    case 'other':
      return left('something else than a file has this name');
    case 'file': {
      if ((await nodeFiles.read(file.path).then(textOf)) === file.text) return { ...file, fate: 'same' as const };
      if (!force) return left('it is there already; --force replaces it');
      break;
    }
    default:
  }
  if (!dryRun) await writeNew('.', file.path, file.text, occupant === 'file');
  return { ...file, fate: occupant === 'file' ? ('replaced' as const) : ('written' as const) };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
