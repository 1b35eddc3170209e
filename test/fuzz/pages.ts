import fc from 'fast-check';
import { createContract } from '../../src/contract/index.js';
import { isOpenApiRoot } from '../../src/document/index.js';
import { compilePages, findingsOf } from '../../src/pages/index.js';
import { mostOf, must, type Target } from './target.js';

const FENCE = '```';
const PAGE = `---
title: "Create parcel"
doc_type: apiPageType
---

# Create parcel

Namespace: harbour.shipping

Create a [parcel](../resources/parcel.md).

## HTTP request
<!-- { "blockType": "ignored" } -->
${FENCE}http
POST /shipments/{shipment-id}/parcels?$top={n}
${FENCE}

## Request headers
|Name|Description|
|:---|:---|
|Authorization|Bearer {token}. Required.|

## Request body
|Property|Type|Description|
|:---|:---|:---|
|label|String|Its label. Required.|
|state|parcelState|Possible values are: \`packed\`, \`sent\`.|
|items|Collection(harbour.item)|Nullable.|

## Response
If successful, this method returns a \`201 Created\` response code and a [parcel](../resources/parcel.md) object in the response body.

## Examples
${FENCE}http
POST https://api.harbour.example/v1.0/shipments/17/parcels
Content-Type: application/json

{ "label": "x", "items": [ { "a": 1.50 } ] }
${FENCE}
${FENCE}http
HTTP/1.1 201 Created
Content-Type: application/json

{ "@odata.context": "...", "label": "x", "state": "packed" }
${FENCE}
`;

const RESOURCE = `# parcel resource type
Namespace: harbour.shipping

## Properties
|Property|Type|Description|
|:---|:---|:---|
|label|String|Its label.|
|weight|Int64|In grams. Default value is \`7\`.|

## JSON representation
${FENCE}json
{ "@odata.type": "#harbour.parcel", "label": "String", "weight": 1024 }
${FENCE}
`;

const lines = [...new Set([...PAGE.split('\n'), ...RESOURCE.split('\n')])];

export const pages: Target = {
  name: 'pages',
  title: 'Any Markdown is compiled into a document, and what is wrong with it becomes findings with a line of the page',
  runs: 60,
  seeds: [PAGE, RESOURCE, `${PAGE}\n\u0000\n${RESOURCE}`],
  tokens: [
    FENCE,
    `${FENCE}http\n`,
    `${FENCE}json\n`,
    '\n',
    '|',
    '|:---|\n',
    '# ',
    '## HTTP request\n',
    '## Response\n',
    '<!-- ',
    ' -->',
    '{',
    '}',
    '[',
    '](',
    ')',
    '**',
    '`',
    'GET /a\n',
    'HTTP/1.1 200 OK\n',
    '"a": ',
    'Collection(',
    'Possible values are: ',
    '---\n',
    '\u0000',
    '> ',
    '- ',
  ],
  structured: fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 40 }).map((all) => all.join('\n')),
  check(input) {
    // A NUL divides pages.
    const files = input
      .toString()
      .split('\u0000')
      .slice(0, 4)
      .map((text, index) => ({ name: `api/page-${index}.md`, text }));
    const compiled = compilePages(files);
    for (const { message, line, page } of findingsOf(compiled)) {
      const text = files.find(({ name }) => name === page)?.text ?? '';
      must(message.trim() !== '', 'a finding says nothing');
      must(line >= 1 && line <= text.split(/\r\n|\r|\n/).length, `${page} has no line ${line}`);
    }
    const root = compiled.document;
    must(JSON.stringify(root).length <= mostOf(input, 100), 'the document is much larger than the pages');
    must(isOpenApiRoot(root), 'pages make an OpenAPI document');
    createContract({ source: 'pages', root, dialect: '3.1', files: [], binaries: new Map() }, { mayBeEmpty: true });
  },
};
