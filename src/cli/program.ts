import { Command, type CommanderError } from 'commander';
import { bundleCommand } from './bundle.js';
import { checkCommand } from './check.js';
import { compileCommand } from './compile.js';
import { coverageCommand } from './coverage.js';
import { EXIT } from './exit.js';
import { withReadableHelp } from './help-layout.js';
import { lintCommand } from './lint.js';
import { mockCommand } from './mock.js';
import { proxyCommand } from './proxy.js';
import { redactCommand } from './redact.js';
import { selftestCommand } from './selftest.js';

/** The whole command line. What it does not understand ends the process with exit code 2. */
export function createProgram(): Command {
  const program = withReadableHelp(new Command('docproof'))
    .description(
      'The documentation is the contract: mock an API from its OpenAPI document, and hold recorded traffic against it.',
    )
    .option('-V, --version', 'print the version')
    .helpOption('--help', 'show this help')
    .helpCommand(false)
    .showHelpAfterError('(docproof --help lists the verbs)')
    .addHelpText(
      'after',
      '\nExit codes: 0 the contract holds, 1 it does not, 2 the arguments or the input\ncannot be used, or there is nothing to check.\n\nOptions can also be set by DOCPROOF_* variables and docproof.yaml;\ndocs/options.md lists them.',
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
