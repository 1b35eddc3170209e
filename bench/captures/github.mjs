// Exchanges of GitHub's description, all its operations in turn, each value generated from its schema by Docproof's own
// generator.
import { importSources } from '../../scripts/source.mjs';
import { createRandom } from './random.mjs';

const [{ loadContract }, { createGenerator }] = await importSources('src/api/index.ts', 'src/generate/index.ts');

/**
 * So many exchanges, always the same. Most answers are the first documented success, one in ten any other documented
 * status.
 */
export async function* githubExchanges(document, count) {
  const contract = await loadContract(document);
  const generator = createGenerator(contract);
  const random = createRandom(20_261_121);
  const { operations } = contract;
  const { root } = contract.document;
  for (let index = 0; index < count; index += 1) {
    const operation = operations[index % operations.length];
    const compiled = contract.compile(operation);
    const invent = async (media, name, direction) => {
      const made = media?.schema === undefined ? {} : await generator.invent(media, `${index} ${name}`, { direction });
      return made.value;
    };
    const { path, query } = await target(operation, compiled, invent, random);
    const request = await bodyOf(compiled.requestContent, 'request', invent);
    const status = chooseStatus([...operation.responses.keys()], random);
    const response = operation.responses.get(String(status));
    const answer = await bodyOf(response && compiled.responseContent(response), 'response', invent);
    yield {
      operation: operation.id,
      method: operation.method,
      url: `${serverOf(root, operation)}${path}${query}`,
      requestHeaders: [
        ['accept', 'application/vnd.github+json'],
        ['authorization', `Bearer ${random.hex(40)}`],
        ...request.headers,
        ['user-agent', 'octokit-core.js/7.0.3 Node.js/22'],
        ['x-github-api-version', '2022-11-28'],
      ],
      requestBody: request.body,
      status,
      responseHeaders: [
        ['cache-control', 'private, max-age=60, s-maxage=60'],
        ...answer.headers,
        ['date', new Date(random.date()).toUTCString()],
        ['etag', `W/"${random.hex(64)}"`],
        ['server', 'github.com'],
        ['x-github-request-id', random.hex(32)],
        ['x-ratelimit-remaining', String(random.below(5000))],
      ],
      responseBody: answer.body,
    };
  }
}

/** Where an operation is served: it may have its own servers (OpenAPI 3.1 §4.8.10). */
function serverOf(root, { method, path }) {
  const item = root.paths[path];
  return (item[method.toLowerCase()].servers ?? item.servers ?? root.servers)[0].url;
}

/** A body of the first documented media type. Texts are short, binaries left out. */
async function bodyOf(content, direction, invent) {
  const [key] = content?.keys ?? [];
  const value = key === undefined ? undefined : await invent(content.get(key), direction, direction);
  if (value === undefined) return { headers: [] };
  const isText = key.startsWith('text/');
  return { headers: [['content-type', key]], body: isText ? `text ${value}`.slice(0, 200) : JSON.stringify(value) };
}

/** The path with its parameters, and a query of those that are required and a third of the others. */
async function target({ pathTemplate }, { parameters }, invent, random) {
  let path = pathTemplate;
  const query = new URLSearchParams();
  for (const parameter of parameters) {
    const isSent = parameter.required || random.below(3) === 0;
    // Where a type is left to `oneOf`, not every tool reads the text alike.
    const isClear = parameter.place === 'path' || parameter.node.schema?.type !== undefined;
    if (!isSent || !isClear || parameter.node.deprecated || (parameter.place !== 'path' && parameter.place !== 'query'))
      continue;
    const value = await invent(parameter, parameter.name, 'request');
    const isPlain = ['string', 'number', 'boolean'].includes(typeof value) && value !== '';
    if (parameter.place === 'path')
      path = path.replaceAll(`{${parameter.name}}`, encodeURIComponent(isPlain ? value : 'main'));
    else if (isPlain) query.append(parameter.name, String(value));
  }
  return { path, query: query.size === 0 ? '' : `?${query}` };
}

function chooseStatus(documented, random) {
  const statuses = documented.filter((status) => /^\d+$/.test(status)).map(Number);
  const success = statuses.find((status) => status < 300) ?? statuses[0] ?? 200;
  return random.below(10) === 0 && statuses.length > 0 ? random.pick(statuses) : success;
}
