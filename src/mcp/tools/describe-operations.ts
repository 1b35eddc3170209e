import type { Contract, Operation } from '../../api/index.js';
import { InputError, isObject, type JsonObject, type JsonValue, own, printable, writeJson } from '../../model/index.js';
import { contractIn, DOCUMENT } from '../document.js';
import { LIMIT, listOf, numberOf, objectOf, READING, type Tool, textOf } from '../tool.js';

/** A longer description of one operation is a resource. */
const LONGEST = 6_000;

/** Lists the operations of a document, or describes one of them. */
export const describeOperations: Tool = {
  name: 'describe_operations',
  title: 'Describe operations of an OpenAPI document',
  description:
    'Lists the operations of the document (with a search in paths, ids and summaries), or gives one of them with its parameters, request body and responses as the document has them.',
  annotations: READING,
  input: objectOf({
    document: DOCUMENT,
    operation: { type: 'string', description: 'One operation: its operationId, or "GET /parcels/{id}".' },
    search: { type: 'string', description: 'Only operations whose path, id or summary holds this text.' },
    limit: LIMIT,
  }),
  output: objectOf(
    {
      operations: listOf(
        objectOf(
          {
            operation: { type: 'string' },
            operationId: { type: 'string' },
            summary: { type: 'string' },
            deprecated: { type: 'boolean' },
            parameters: listOf({ type: 'string' }),
            statuses: listOf({ type: 'string' }),
          },
          ['operation', 'parameters', 'statuses'],
        ),
      ),
      leftOut: { type: 'integer', minimum: 0 },
      details: { type: 'object', description: 'Of one operation: parameters, requestBody and responses.' },
      result: { type: 'string', description: 'The resource with the details, where they are too long.' },
    },
    ['operations', 'leftOut'],
  ),
  async run(given, { folder, kept }) {
    const contract = await contractIn(folder, given.document);
    const wanted = textOf(given.operation);
    if (wanted !== undefined) {
      const operation = operationNamed(contract, wanted);
      const details = detailsOf(operation);
      const text = writeJson(details);
      const isLong = text.length > LONGEST;
      const link = isLong ? kept.keep('operation', `The description of ${operation.id}, as JSON`, text) : undefined;
      const line = lineOf(operation);
      return {
        text: isLong ? `${headingOf(line)}\nThe details are in the linked resource.` : `${headingOf(line)}\n${text}`,
        data: {
          operations: [line],
          leftOut: 0,
          ...(isLong ? {} : { details }),
          ...(link ? { result: link.uri } : {}),
        },
        links: link ? [link] : [],
      };
    }
    const search = textOf(given.search)?.toLowerCase() ?? '';
    const found = contract.operations.filter(({ id, operationId = '', node }) =>
      [id, operationId, String(own(node, 'summary') ?? '')].some((text) => text.toLowerCase().includes(search)),
    );
    const listed = found.slice(0, numberOf(given.limit, 20)).map(lineOf);
    const leftOut = found.length - listed.length;
    return {
      text: [
        ...listed.map(headingOf),
        ...(listed.length === 0 ? ['No operation fits.'] : []),
        ...(leftOut > 0 ? [`… and ${leftOut} more: search for a part of the path.`] : []),
      ].join('\n'),
      data: { operations: listed, leftOut },
    };
  },
};

function operationNamed({ operations }: Contract, name: string): Operation {
  const found = operations.find(({ id, operationId }) => id === name || operationId === name);
  if (found) return found;
  throw new InputError('bad-option', `the document has no operation ${JSON.stringify(name)}`, {
    cure: 'Call describe_operations without "operation" for a list of them.',
  });
}

function lineOf({ id, operationId, deprecated, node, parameters, responses }: Operation) {
  const summary = own(node, 'summary');
  return {
    operation: id,
    ...(operationId === undefined ? {} : { operationId }),
    ...(typeof summary === 'string' ? { summary: summary.slice(0, 200) } : {}),
    ...(deprecated ? { deprecated } : {}),
    parameters: parameters.map(({ node: parameter }) => `${parameter.in} ${parameter.name}`),
    statuses: [...responses.keys()],
  };
}

function headingOf({ operation, operationId, summary }: ReturnType<typeof lineOf>): string {
  return printable(
    [operation, ...(operationId === undefined ? [] : [`(${operationId})`]), ...(summary ? [`- ${summary}`] : [])].join(
      ' ',
    ),
  );
}

/** What the document says, without descriptions that are only repeated elsewhere. */
function detailsOf({ node, parameters, requestBody, responses }: Operation): JsonObject {
  const description = own(node, 'description');
  return {
    ...(typeof description === 'string' ? { description: description.slice(0, 1000) } : {}),
    parameters: parameters.map(({ node: parameter }): JsonValue => parameter),
    ...(requestBody ? { requestBody: requestBody.node } : {}),
    responses: Object.fromEntries(
      [...responses].map(([status, { node: response }]) => [status, isObject(response) ? response : {}]),
    ),
  };
}
