import { importSources } from '../../source.mjs';
import { code, head, plain, table } from '../markdown.mjs';
import { eachWithWords } from '../words.mjs';
import { readMessages } from './messages.mjs';

const FILE = 'scripts/reference/errors/page.mjs';

/** When an error of a code is raised. */
const CODES = {
  'not-found': 'A file, folder, pattern, address or package is not there.',
  'is-directory': 'A folder is named where a file is needed.',
  unreadable: 'A file is there and cannot be read, or is damaged.',
  'not-yaml': 'A text is neither JSON nor YAML.',
  'not-openapi': 'A file is JSON or YAML, and no document that Docproof reads.',
  'unsupported-version': 'A document, a package or a server has a version that is not supported.',
  'unresolvable-ref': 'A `$ref` leads nowhere, or in a circle.',
  'refused-ref': 'A `$ref` leads to a place that may not be read without a flag.',
  'no-operations': 'A document or a folder of pages describes no operation.',
  'unknown-format': 'A capture or a package of captures has a format that is not known.',
  'empty-capture': 'A capture has no exchange, and so nothing would be checked.',
  'not-an-exchange': 'A value or a line is not an exchange.',
  'too-large': 'Something is larger than what is read or judged.',
  'nothing-in-scope': 'No exchange of the captures belongs to the document.',
  'unusable-schema': 'A schema cannot be compiled.',
  'conflicting-operations': 'Several documents have the same operation.',
  'bad-option': 'An option, an argument or a call cannot be used as it is.',
  'bad-config': '`docproof.yaml` or another file of settings cannot be used as it is.',
  'bad-overlay': 'An overlay cannot be read, or does not fit the document.',
  'port-in-use': 'A server cannot listen where it should.',
  'no-code-generation': 'Validators may not be compiled here, and there are none that were compiled before.',
};

/** What to do about a problem that a mock or a proxy answers with. */
const PROBLEMS_CURES = {
  NO_PATH_MATCHED_ERROR:
    'The document has no such path: compare it with those that `docproof mock` lists at its start.',
  NO_METHOD_MATCHED_ERROR: 'The path is documented, the method is not: `Allow` lists those that are.',
  NO_SERVER_MATCHED_ERROR:
    "The request's base path is that of no server of the document. Add the server, or call one that it has.",
  NO_SERVER_CONFIGURATION_PROVIDED_ERROR: 'The document names no server that fits. Add one to `servers`.',
  UNAUTHORIZED:
    'Send the credentials that the document asks for (any value will do), or `Prefer: no-auth`. `WWW-Authenticate` says which.',
  INVALID_CONTENT_TYPE: 'Send the body with a documented `Content-Type`; without this field the body cannot be read.',
  UNPROCESSABLE_ENTITY: '`validation` lists each violation with its place in the request.',
  MALFORMED_REQUEST: 'The message breaks the rules of HTTP itself: look at what sends it.',
  UNKNOWN_TRANSFER_CODING: 'Send `Transfer-Encoding: chunked`, or none.',
  MALFORMED_BODY: 'The body is not what its `Content-Type` or `Content-Encoding` says.',
  BODY_TOO_LARGE: 'Send less, or raise `--max-body`.',
  NOT_ACCEPTABLE: 'Ask by `Accept` for a media type that the response has; the detail lists them.',
  NOT_FOUND: 'What `Prefer` asks for is not documented: the detail lists what is.',
  NO_SUCH_ITEM: 'The stateful mock remembers no such item: create it first, or seed it (`PUT /_docproof/state`).',
  CONFLICT: 'The stateful mock has an item of this id already: delete it, or take another id.',
  NO_RESPONSE_DEFINED: 'Document a response of the operation.',
  RESPONSE_TOO_LARGE:
    'The schema asks for a value that is too large to generate: give it an example, or smaller bounds.',
  UPSTREAM_FAILED:
    'The service behind the proxy cannot be reached: see whether it runs at the address that the proxy was given.',
  UPSTREAM_TIMEOUT: 'The service takes longer than `--timeout`.',
  VIOLATIONS: 'With `--errors` a response that breaks the contract is refused. `validation` lists why.',
};

/** docs/reference/errors.md: every error with its cure, from the calls in the source that raise them. */
export async function errorPages() {
  const [{ PROBLEMS }] = await importSources('src/mock/problems.ts');
  const { messages, unknown, codes } = readMessages();
  const problems = eachWithWords(Object.keys(PROBLEMS), PROBLEMS_CURES, FILE);
  const sections = eachWithWords(codes, CODES, FILE).map(([name, when]) => {
    const own = new Map(messages.filter((each) => each.code === name).map((each) => [each.problem, each.cures]));
    const rows = [...own].sort(([a], [b]) => a.localeCompare(b, 'en'));
    return [
      `### ${code(name)}\n`,
      `${when}\n`,
      rows.length === 0
        ? 'Its messages are made from what was found.\n'
        : `${table(
            ['message', 'what to do'],
            rows.map(([problem, cures]) => [words(problem), cures.map(words).join(' Or: ')]),
          )}\n`,
    ].join('\n');
  });
  const text = [
    head('Error messages', { order: 9 }),
    'Every mistake of a user ends with a message that says what is wrong, where, and what to do. This page is made of the calls in the source that raise them. ‹Names in such quotes› stand for what is known only then, such as a path or a number.\n',
    '## Problems that a mock or a proxy answers with\n',
    'The body is a problem (RFC 9457). Its `type` ends in `#` and one of these codes, which are those of Prism where Prism has the case. Where the document describes the error, the answer has the documented form instead.\n',
    table(
      ['code', 'status', 'title', 'what to do'],
      problems.map(([name, cure]) => [
        `<a id="${name}"></a>${code(name)}`,
        String(PROBLEMS[name].status),
        PROBLEMS[name].title,
        cure,
      ]),
    ),
    '\n## Messages of the command line and the library\n',
    'The command line prints `source:line:column pointer: message` and the cure, and exits with 2. The library throws an `InputError` with the same `code`, `place`, `problem` and `cure`.',
    `${unknown.length} calls make their whole message from what they find, so that it is not listed here.\n`,
    ...sections,
  ];
  return { 'docs/reference/errors.md': `${text.join('\n')}` };
}

/** @param {string} text */
function words(text) {
  return plain(text.replace(/\s+/g, ' ').trim());
}
