/**
 * What a step says to GitHub's runner: inputs, outputs, workflow commands.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/** An input of the action, without white space around it. @param {Environment} env @param {string} name */
export function inputOf(env, name) {
  return (env[`INPUT_${name.toUpperCase().replaceAll('-', '_')}`] ?? '').trim();
}

/** An input with one value a line. @param {Environment} env @param {string} name */
export function linesOf(env, name) {
  return inputOf(env, name)
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A text in a workflow command: no line break ends it. @param {unknown} text */
export function escaped(text) {
  return String(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Annotates the run. @param {'notice' | 'warning' | 'error'} level @param {string} text */
export function annotate(level, text) {
  process.stdout.write(`::${level} title=Docproof::${escaped(text)}\n`);
}

/** Prints text in which the runner looks for no commands, because it comes from captures. @param {string} text */
export function printForeign(text) {
  const token = `docproof-${randomUUID()}`;
  process.stdout.write(`::stop-commands::${token}\n${text}${text.endsWith('\n') ? '' : '\n'}::${token}::\n`);
}

/**
 * Sets outputs of the step. Each value is between two lines that no value can have; a line break of another kind than
 * `\n`, which the runner might take for one, becomes a space, as other control characters do.
 * @param {Environment} env @param {Readonly<Record<string, string | number>>} outputs
 */
export function setOutputs(env, outputs) {
  const file = env.GITHUB_OUTPUT;
  if (!file) return;
  const blocks = Object.entries(outputs).map(([name, value]) => {
    const mark = `docproof-${randomUUID()}`;
    return `${name}<<${mark}\n${String(value).replace(/[^\P{Cc}\n\t]|[\u2028\u2029]/gu, ' ')}\n${mark}\n`;
  });
  appendFileSync(file, blocks.join(''));
}

/** Runs a step. What nobody foresaw fails it with its reason. @param {() => Promise<void>} step */
export async function main(step) {
  try {
    await step();
  } catch (error) {
    annotate('error', error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
