import type { OwnKeyword } from '../../model/index.js';

/** The demand of a rule, for lists of rules. */
export interface RuleHelp {
  readonly short: string;
  /** Its meaning, and how to deal with it. */
  readonly help: string;
}

/** Our own keywords. A keyword without help does not compile. */
const OWN = {
  'undocumented-path': {
    short: 'The document describes no such path',
    help: 'A request went to a path that no path template of the document matches. Document the path, or correct the client. Where the API is below another base path, name it with --base-url.',
  },
  'undocumented-method': {
    short: 'The document describes no such method on this path',
    help: 'The path is documented, the method is not. Document the operation, or correct the client.',
  },
  'undocumented-status': {
    short: 'The document describes no such status',
    help: 'The response has a status that the operation does not document: neither by itself, nor by a range such as 4XX, nor by default. Add the response, or correct the service.',
  },
  'undocumented-media-type': {
    short: 'The document describes no such media type',
    help: 'The body has a content type that is not documented for it. Add it under content, or correct the sender.',
  },
  'undocumented-property': {
    short: 'The document describes no such property',
    help: 'An object has a member that no schema names. Its schema allows further members, so the value is valid; but readers of the documentation do not know it. Document it, or stop sending it.',
  },
  'undocumented-header': {
    short: 'The document describes no such header field',
    help: 'A message has a header field that neither the document nor HTTP knows. Document it, or stop sending it.',
  },
  'undocumented-parameter': {
    short: 'The document describes no such parameter',
    help: 'A request has a query parameter or a cookie that the operation does not document: often an old name of one that is documented. Document it, or stop sending it.',
  },
  'undocumented-enum-member': {
    short: 'The document lists no such member',
    help: 'The value is not a documented member of an enumeration that may grow, and the request asked for members that it may not know. Document the member.',
  },
  'too-large': {
    short: 'The value is too large to be judged',
    help: 'The schema, or what it asks of this value, would take more steps than are counted for one value. Nothing is accepted unseen: write the schema with fewer branches and references, or send a smaller value.',
  },
  'more-faults': {
    short: 'A body breaks rules more often than is listed',
    help: 'One body breaks its rules so often that only the first faults are listed, with at least one of each rule. This one counts the others. Correct the sender, then look again.',
  },
  'unparseable-body': {
    short: 'The body is not what its media type says',
    help: 'The body cannot be read as its content type demands. Correct the sender.',
  },
  'broken-framing': {
    short: 'The body does not keep to the framing of its media type',
    help: 'A body is a sequence of items, and something in it is not part of any item: text before the first record, a record that may have been cut, or lines that no reader of an event stream uses. Correct the sender.',
  },
  'broken-batch': {
    short: 'A batch is not one that its reader can use',
    help: 'The body of a request to $batch, or its answer, breaks the rules of JSON batching: ids that come twice, a request without an answer, an answer to no request, more than 20 requests. What could be read of it is judged request by request. Correct the sender.',
  },
  'unparseable-item': {
    short: 'An item of a sequence cannot be read',
    help: 'A line or a record of the body is not JSON, or the text of an event is not what its schema says by contentMediaType. The other items are judged all the same. Correct the sender.',
  },
  'xml-name': {
    short: 'The XML document has another root element',
    help: 'The root element of an XML body has another name than the document gives it: by xml.name, or by the name of the schema under components. Correct the sender, or the name in the document.',
  },
  'missing-body': {
    short: 'A documented body is not there',
    help: 'The document demands a body, and none was sent. Send one, or make it optional in the document.',
  },
  'missing-content-type': {
    short: 'A body without a content type',
    help: 'The response has a body, and no Content-Type that says what it is, so clients have to guess. It is judged as the first documented media type. Send the header field.',
  },
  'unexpected-body': {
    short: 'A body where there should be none',
    help: 'A body was sent where the document describes none, or with a status that HTTP allows none for: 204, 205, 304. Document it, or stop sending it.',
  },
  'missing-credentials': {
    short: 'Documented credentials are not there',
    help: 'The operation demands credentials, and the request has none of those that would do. Send them, or correct the security of the operation.',
  },
  'missing-parameter': {
    short: 'A required parameter or header is not there',
    help: 'The document says that the parameter or header is required. Send it, or make it optional in the document.',
  },
  'unreadable-after-create': {
    short: 'What was created cannot be read',
    help: 'A request created a resource, and a later one did not find it, though nothing had deleted it in between. Correct the service, or document the delay.',
  },
  'unresolved-location': {
    short: 'A Location leads nowhere',
    help: 'A response named the place of what it created, and nothing was found there. Correct the Location header of the service.',
  },
  'answers-after-delete': {
    short: 'What was deleted still answers',
    help: 'A request deleted a resource, and a later one still found it. Correct the service, or document the delay.',
  },
  'unresolved-next-link': {
    short: 'The link to the next page leads nowhere',
    help: 'A page named the next one, and nothing was found there, or the page named itself. Correct the link of the service.',
  },
  'unfinished-paging': {
    short: 'The pages were not read to the end',
    help: 'The last page that was read names another. The client misses what is there; read on until no page names a next one.',
  },
  readOnly: {
    short: 'A readOnly member was sent',
    help: 'A request has a member that only the service sets. Stop sending it, or correct the document. --read-write says how this is judged.',
  },
  writeOnly: {
    short: 'A writeOnly member came back',
    help: 'A response has a member that belongs in requests only, such as a password. Correct the service, or the document. --read-write says how this is judged.',
  },
  deprecated: {
    short: 'The document calls this deprecated',
    help: 'The traffic uses what the document calls deprecated. Move on to what replaces it.',
  },
  'tolerated-null': {
    short: 'Null where only leniency admits it',
    help: 'By the text of OpenAPI 3.0, "nullable" counts only beside "type", and an enumeration must list null itself. It is accepted, because most descriptions mean it. Say it in the document: list null, or give the schema a type.',
  },
  placeholder: {
    short: "A documented example's placeholder was sent",
    help: "The value repeats one of the document's examples, which breaks its schema. Correct the example.",
  },
} as const satisfies Record<OwnKeyword, RuleHelp>;

/** The demand of a keyword, and the command that shows examples of it. */
export function ruleHelp(keyword: string): RuleHelp {
  const { short, help } = ruleMeaning(keyword);
  return { short, help: `${help} Examples: docproof explain ${named(keyword)}` };
}

/** A name as a shell takes it: one keyword of JSON Schema has a space in it. */
function named(keyword: string): string {
  return keyword.includes(' ') ? `"${keyword}"` : keyword;
}

/** The demand of a keyword; keywords of JSON Schema explain themselves by their name. */
export function ruleMeaning(keyword: string): RuleHelp {
  return (
    new Map<string, RuleHelp>(Object.entries(OWN)).get(keyword) ?? {
      short: `The value breaks the schema's ${keyword}`,
      help: `The value breaks the JSON Schema keyword ${keyword}. Correct the sender, or the schema where the value is right.`,
    }
  );
}
