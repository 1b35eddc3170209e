/** Every error that the source can raise for a mistake of its user, with its cure: each `new InputError(…)` of src/. */
import { readModules, walk } from './modules.mjs';
import { textReader } from './texts.mjs';

/**
 * @returns {{ messages: { code: string, problem: string, cures: string[], file: string }[], unknown: string[], codes: string[] }}
 *   `unknown`: files with an error whose whole text is made somewhere else
 */
export function readMessages() {
  const modules = readModules();
  const textsOf = textReader(modules);
  const messages = [];
  const unknown = [];
  const errors = errorsIn(modules);
  for (const { file, program } of modules.values())
    walk(program, (node, around) => {
      if (node.type !== 'NewExpression' || !errors.has(node.callee.name)) return;
      const [codeNode, problemNode, options] = node.arguments;
      const problems = textsOf(problemNode, file, around).filter((text) =>
        /[a-z]{3}/.test(text.replace(/‹[^›]*›/g, '')),
      );
      const codes = textsOf(codeNode, file, around);
      if (problems.length === 0 || codes.length === 0) {
        unknown.push(file);
        return;
      }
      const cureNode = options?.properties?.find(({ key }) => key?.name === 'cure')?.value;
      const cures = cureNode ? textsOf(cureNode, file, around) : [];
      // A wrapper has pairs of message and cure that its callers pass: which belongs to which is known by their order.
      const isPaired = problems.length > 1 && problems.length === cures.length;
      for (const [at, problem] of problems.entries())
        for (const code of codes.slice(0, 1))
          messages.push({ code, problem, cures: isPaired ? [cures[at]] : cures, file });
    });
  return { messages, unknown, codes: codesOf(modules.get('model/input-error.ts').program) };
}

/** `InputError`, and the names of the classes that extend it. */
function errorsIn(modules) {
  const names = new Set(['InputError']);
  for (const { program } of modules.values())
    walk(program, ({ type, superClass, id }) => {
      if (type === 'ClassDeclaration' && superClass?.name === 'InputError') names.add(id.name);
    });
  return names;
}

/** The members of the type InputErrorCode. */
function codesOf(program) {
  const alias = program.body.find(({ declaration }) => declaration?.id?.name === 'InputErrorCode');
  return alias.declaration.typeAnnotation.types.map(({ literal }) => literal.value);
}
