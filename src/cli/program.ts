import { Command, type CommanderError } from 'commander';
import { EXIT } from './exit.js';
import { withReadableHelp } from './help-layout.js';

/** The verbs in the order of the help. A verb's code is loaded only if it is named, or if all are listed. */
const VERBS: Readonly<Record<string, () => Promise<Command>>> = {
  init: async () => (await import('./init.js')).initCommand(),
  mock: async () => (await import('./mock.js')).mockCommand(),
  check: async () => (await import('./check.js')).checkCommand(),
  proxy: async () => (await import('./proxy.js')).proxyCommand(),
  lint: async () => (await import('./lint.js')).lintCommand(),
  explain: async () => (await import('./explain.js')).explainCommand(),
  redact: async () => (await import('./redact.js')).redactCommand(),
  coverage: async () => (await import('./coverage.js')).coverageCommand(),
  worker: async () => (await import('./worker.js')).workerCommand(),
  selftest: async () => (await import('./selftest.js')).selftestCommand(),
  compile: async () => (await import('./compile.js')).compileCommand(),
  bundle: async () => (await import('./bundle.js')).bundleCommand(),
  mcp: async () => (await import('./mcp.js')).mcpCommand(),
};

/**
 * The command line. What it does not understand ends the process with exit code 2.
 * @param verb the first argument: all verbs are there unless it is one of them
 */
export async function createProgram(verb: string | undefined): Promise<Command> {
  const program = withReadableHelp(new Command('docproof'))
    .description(
      'The documentation is the contract: mock an API from its OpenAPI document, and hold recorded traffic against it.',
    )
    .option('-V, --version', 'print the version')
    .helpOption('--help', 'show this help')
    .helpCommand(false)
    .showHelpAfterError('(docproof --help lists the commands)')
    .addHelpText('after', FOOTER);
  const named = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (verb !== undefined && !named && /^\w/.test(verb)) {
    const meant = (await import('./other-words.js')).meantVerb(verb);
    if (meant !== undefined)
      program
        .showSuggestionAfterError(false)
        .showHelpAfterError(`(Call ${meant})\n(docproof --help lists the commands)`);
  }
  const commands = await Promise.all((named ? [named] : Object.values(VERBS)).map((load) => load()));
  for (const command of commands) {
    command.helpGroup(FIRST.has(command.name()) ? 'Common commands:' : 'More commands:');
    program.addCommand(
      withReadableHelp(command).showHelpAfterError(`(docproof ${command.name()} --help lists the flags)`),
    );
  }
  for (const command of [program, ...program.commands]) command.exitOverride(exit);
  return program;
}

const FOOTER = `
docproof VERB --help shows the options of a command, with examples.

Exit codes: 0 the contract holds, 1 it does not, 2 the arguments or the input
cannot be used, or there is nothing to check.

Most options can also be set by a variable (DOCPROOF_PORT for --port) and in
docproof.yaml (npx docproof init writes one).`;

/** The verbs that most people need: they come first, under a separate heading. */
const FIRST: ReadonlySet<string> = new Set(['init', 'mock', 'check', 'proxy', 'lint']);

/** Help was asked for: 0. Anything else with which commander ends is a mistake of the user: 2. */
function exit(error: CommanderError): never {
  process.exit(error.exitCode === 0 ? EXIT.holds : EXIT.unusable);
}
