import { type Command, Help } from 'commander';
import { RowOption } from './flags.js';

/** Flags that are longer than this have their description on the next line. */
const WIDEST_TERM = 28;

/** Lays out the help of a verb so that it reads well at 80 columns. */
export function withReadableHelp(command: Command): Command {
  return command.configureHelp({
    optionTerm: (option) => (option instanceof RowOption ? option.term : option.flags),
    optionDescription: (option) => option.description,
    padWidth: (verb, helper) => Math.min(WIDEST_TERM, Help.prototype.padWidth.call(helper, verb, helper)),
    formatItem(term, termWidth, description, helper) {
      const indent = ' '.repeat(termWidth + 4);
      const width = (helper.helpWidth ?? 80) - indent.length;
      const [first = '', ...rest] = helper.boxWrap(description, width).split('\n');
      const start = term.length > termWidth ? `  ${term}\n${indent}${first}` : `  ${term.padEnd(termWidth)}  ${first}`;
      return [start, ...rest.map((line) => `${indent}${line}`)].join('\n').trimEnd();
    },
  });
}
