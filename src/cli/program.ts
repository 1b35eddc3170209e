import { Command, type CommanderError } from 'commander';
import { bundleCommand } from './bundle.js';
import { checkCommand } from './check.js';
import { compileCommand } from './compile.js';
import { coverageCommand } from './coverage.js';
import { EXIT } from './exit.js';
import { lintCommand } from './lint.js';
import { mockCommand } from './mock.js';
import { BOOLEAN_FLAGS } from './mock-flags.js';
import { proxyCommand } from './proxy.js';
import { redactCommand } from './redact.js';
import { selftestCommand } from './selftest.js';

/** The whole command line. What it does not understand ends the process with exit code 2. */
export function createProgram(): Command {
  const program = new Command('docproof')
    .description(
      'The documentation is the contract: mock an API from its OpenAPI document, and hold recorded traffic against it.',
    )
    .option('-V, --version', 'print the version')
    .helpOption('--help', 'show this help')
    .helpCommand(false)
    .showHelpAfterError('(docproof --help lists the verbs)')
    .addHelpText(
      'after',
      '\nExit codes: 0 the contract holds, 1 it does not, 2 unusable arguments or input, or nothing to check.',
    );
  for (const command of [
    mockCommand(),
    proxyCommand(),
    checkCommand(),
    coverageCommand(),
    selftestCommand(),
    compileCommand(),
    lintCommand(),
    redactCommand(),
    bundleCommand(),
  ]) {
    program.addCommand(
      command
        .helpOption('--help', 'show this help')
        .showHelpAfterError(`(docproof ${command.name()} --help lists the flags)`),
    );
  }
  for (const command of [program, ...program.commands]) command.exitOverride(exit);
  return program;
}

/** Help was asked for: 0. Anything else that commander ends with is the user's slip: 2. */
function exit(error: CommanderError): never {
  process.exit(error.exitCode === 0 ? EXIT.holds : EXIT.unusable);
}

/** `--cors=false` is `--no-cors`, and `--cors=true` is `--cors`: Prism's spelling of flags without a value; so is `--ignoreExamples`. */
export function normalizeFlags(argv: readonly string[]): string[] {
  return argv.map((written) => {
    const argument = written.replace(/^--(no-)?ignoreExamples\b/, '--$1ignore-examples');
    const [, name = '', value] = /^--([\w-]+)=(true|false)$/.exec(argument) ?? [];
    if (!BOOLEAN_FLAGS.some((flag) => flag === name)) return argument;
    return `--${value === 'false' ? 'no-' : ''}${name}`;
  });
}
