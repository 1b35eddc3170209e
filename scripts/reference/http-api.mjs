import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bodyOf, linkToSection, typeOf } from './json-schema.mjs';
import { anchorOf, code, head, plain, table } from './markdown.mjs';

const FILE = fileURLToPath(new URL('../../src/model/schema/feed.openapi.json', import.meta.url));
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/** docs/reference/http-api.md: the pages under `/_docproof/`, from the OpenAPI document that describes them. */
export function httpApiPages() {
  const document = JSON.parse(readFileSync(FILE, 'utf8'));
  const resolve = (node) =>
    node.$ref
      ? node.$ref
          .slice(2)
          .split('/')
          .reduce((at, part) => at[part], document)
      : node;
  const linkTo = (ref) => linkToSection(ref.split('/').at(-1));
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      title: `${method.toUpperCase()} ${path}`,
      operation: item[method],
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolve),
    })),
  );
  const sections = operations.map(({ title, operation, parameters }) =>
    [
      `### ${code(title)}\n`,
      `${sentence(operation.summary)}${operation.description ? ` ${plain(operation.description)}` : ''}\n`,
      ...(parameters.length === 0
        ? []
        : [
            table(
              ['parameter', 'in', 'type', 'required', 'what it is'],
              parameters.map((each) => parameterRow(each, linkTo)),
            ),
            '',
          ]),
      ...(operation.requestBody ? [`Body: ${contentOf(resolve(operation.requestBody), linkTo)}\n`] : []),
      table(
        ['status', 'answer', 'body'],
        Object.entries(operation.responses).map(([status, node]) => {
          const response = resolve(node);
          return [code(status), plain(response.description ?? ''), contentOf(response, linkTo)];
        }),
      ),
      '',
    ].join('\n'),
  );
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => `### ${name}\n\n${bodyOf(schema, linkTo)}`,
  );
  const text = [
    head('HTTP API', { order: 8 }),
    `${document.info.description}\n`,
    'This is what a running `docproof mock` or `docproof proxy` serves under `/_docproof/`. [The feed](feed.md) explains it with examples. The OpenAPI document that describes it is in the package: `docproof/schema/feed.openapi.json`. (`/_docproof/openapi.json` of a running server is the document of the API that it mocks.)\n',
    table(
      ['operation', 'what it does'],
      operations.map(({ title, operation }) => [`[${code(title)}](#${anchorOf(title)})`, plain(operation.summary)]),
    ),
    '\n## Operations\n',
    ...sections,
    '## Schemas\n',
    ...schemas,
  ];
  return { 'docs/reference/http-api.md': text.join('\n') };
}

function parameterRow({ name, in: place, required, description = '', schema }, linkTo) {
  return [code(name), place, typeOf(schema, linkTo), required ? 'yes' : '', plain(description)];
}

function contentOf({ content = {} }, linkTo) {
  return Object.entries(content)
    .map(([type, { schema }]) => `${code(type)}: ${typeOf(schema, linkTo)}`)
    .join('; ');
}

/** @param {string} text */
function sentence(text) {
  return /[.!?]$/.test(text) ? plain(text) : `${plain(text)}.`;
}
