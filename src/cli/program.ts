import { Command, type CommanderError } from 'commander';
import { EXIT } from './exit.js';
import { withReadableHelp } from './help-layout.js';

/** The verbs in the order of the help. A verb's code is loaded only if it is named, or if all are listed. */
const VERBS: Readonly<Record<string, () => Promise<Command>>> = {
  mock: async () => (await import('./mock.js')).mockCommand(),
  proxy: async () => (await import('./proxy.js')).proxyCommand(),
  check: async () => (await import('./check.js')).checkCommand(),
  worker: async () => (await import('./worker.js')).workerCommand(),
  coverage: async () => (await import('./coverage.js')).coverageCommand(),
  selftest: async () => (await import('./selftest.js')).selftestCommand(),
  compile: async () => (await import('./compile.js')).compileCommand(),
  lint: async () => (await import('./lint.js')).lintCommand(),
  explain: async () => (await import('./explain.js')).explainCommand(),
  mcp: async () => (await import('./mcp.js')).mcpCommand(),
  redact: async () => (await import('./redact.js')).redactCommand(),
  init: async () => (await import('./init.js')).initCommand(),
  bundle: async () => (await import('./bundle.js')).bundleCommand(),
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
    .addHelpText(
      'after',
      '\nExit codes: 0 the contract holds, 1 it does not, 2 the arguments or the input\ncannot be used, or there is nothing to check.\n\nOptions can also be set by DOCPROOF_* variables and docproof.yaml;\ndocs/reference/options.md lists them.',
    );
  const named = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  const commands = await Promise.all((named ? [named] : Object.values(VERBS)).map((load) => load()));
  for (const command of commands) {
    program.addCommand(
      withReadableHelp(command).showHelpAfterError(`(docproof ${command.name()} --help lists the flags)`),
    );
  }
  for (const command of [program, ...program.commands]) command.exitOverride(exit);
  return program;
}

/** Help was asked for: 0. Anything else with which commander ends is a mistake of the user: 2. */
function exit(error: CommanderError): never {
  process.exit(error.exitCode === 0 ? EXIT.holds : EXIT.unusable);
}
