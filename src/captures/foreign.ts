/** A kind of file that looks like a capture and holds no recorded traffic. */
export interface ForeignFile {
  /** With its article, as messages name it. */
  readonly name: string;
  /** What to do instead. */
  readonly cure: string;
  detects(head: string): boolean;
}

/** The kind of a file that is not a capture, by its first characters; undefined where it is not a known one. */
export function foreignFile(head: string): ForeignFile | undefined {
  return FOREIGN.find((kind) => kind.detects(head));
}

const FOREIGN: readonly ForeignFile[] = [
  {
    name: 'a Pact contract: expectations of a consumer, not recorded traffic',
    cure: 'Record the traffic of the consumer or of the provider: docproof proxy DOCUMENT UPSTREAM --record FILE.',
    detects: (head) =>
      /^\{/.test(head) &&
      has(head, 'consumer') &&
      has(head, 'provider') &&
      (has(head, 'interactions') || has(head, 'messages')),
  },
  {
    name: 'a report of Newman, which does not hold whole messages',
    cure: 'Run the collection through the proxy: docproof proxy DOCUMENT UPSTREAM --record FILE, or check the exported collection.',
    detects: (head) =>
      /^\{\s*"(?:collection|run)"\s*:\s*\{/.test(head) &&
      (has(head, 'executions') || has(head, 'environment') || has(head, '_')),
  },
  {
    name: 'a mapping of WireMock: a stub with its rules, not recorded traffic',
    cure: "Record the traffic: docproof proxy DOCUMENT UPSTREAM --record FILE. To serve the API's documented answers instead of stubs: docproof mock DOCUMENT.",
    detects: (head) =>
      /^\{\s*"mappings"\s*:\s*\[/.test(head) ||
      (/^\{/.test(head) &&
        has(head, 'request') &&
        /"(?:urlPath|urlPattern|urlPathPattern|urlPathTemplate|bodyPatterns|bodyFileName|jsonBody|fixedDelayMilliseconds)"\s*:/.test(
          head,
        )),
  },
  {
    name: 'an OpenAPI document',
    cure: 'Name a capture here. A check takes the document first, and captures after it: docproof check DOCUMENT CAPTURE.',
    detects: (head) => /^(?:\{\s*"(?:openapi|swagger)"\s*:|(?:---\s*\n)?(?:#.*\n)*(?:openapi|swagger)\s*:)/.test(head),
  },
  {
    name: 'a network capture (pcap), whose messages are in packets',
    cure: 'Export its HTTP messages as HAR, for example with mitmproxy or a browser, or record through docproof proxy.',
    // The magic numbers of libpcap in both byte orders, and of pcapng, as they decode from UTF-8.
    detects: (head) => /^(?:\ufffd\u00f2\ufffd|\ufffd{4})/.test(head) || head.slice(0, 8).includes('M<+'),
  },
];

function has(head: string, member: string): boolean {
  return new RegExp(`"${member}"\\s*:`).test(head);
}
