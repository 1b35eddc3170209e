// A large description in YAML, with all habits of those that write such files by machine and by hand.

/** An OpenAPI description of about so many bytes (ASCII). */
export function largeYaml(bytes) {
  const paths = [];
  const schemas = [COMPONENTS];
  let size = HEAD.length;
  for (let i = 0; size < bytes; i += 1) {
    const [path, schema] = [pathOf(i), schemaOf(i)];
    paths.push(path);
    schemas.push(schema);
    size += path.length + schema.length;
  }
  return [HEAD, ...paths, ...schemas].join('');
}
const HEAD = `# Generated; do not edit.
openapi: 3.0.3
info:
  title: Warehouse
  version: '2024-11-01'
  description: >-
    Everything about goods, orders and the people
    who move them.

    Read [the guide](https://docs.example.com/guide#start) first.
  contact: {name: API team, url: "https://example.com/contact"}
servers:
- url: https://api.example.com/v1
  description: Production
security:
- bearer: []
paths:
`;

const COMPONENTS = `components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
  parameters:
    warehouse: { name: warehouse_id, in: path, required: true, schema: { type: string } }
  schemas:
`;

function pathOf(i) {
  return `  "/warehouses/{warehouse_id}/shelves-${i}/{shelf_id}":
    # ${i}: kept for old clients
    get:
      summary: 'Get a shelf (kind ${i}): the customer''s view'
      description: |-
        Returns **one** shelf. The caller needs \`shelves:read\`.

        * \`200\` where there is one: see #/components
          - nested "text", it's fine
        * \`404\` otherwise

        \`\`\`json
        {"id": ${i}, "tags": ["a", "b"]}
        \`\`\`
      tags:
      - shelves
      - warehouses
      operationId: shelves/get-${i}
      externalDocs:
        description: API method documentation
        url: https://docs.example.com/rest/shelves/get-${i}#response
      parameters:
      - "$ref": "#/components/parameters/warehouse"
      - name: shelf_id
        in: path
        required: true
        schema: {type: integer, format: int64}
      - name: per_page
        in: query
        description: The number of results a page (at most 100). For more, see "[Pages](https://docs.example.com/rest/pages)."
        schema:
          type: integer
          default: 30
          minimum: 1
          maximum: 1e2
      - name: direction
        in: query
        required: false
        schema: { type: string, enum: [asc, desc, "none"], default: desc }
      responses:
        '200':
          description: Response
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/shelf-${i}'
              examples:
                default:
                  value:
                    id: ${i * 7919}
                    node_id: MDQ6U2hlbGY${i}==
                    name: "Shelf \\"${i}\\" \\u2013 back"
                    url: https://api.example.com/warehouses/1/shelves-${i}/2
                    private: false
                    weight: ${i}.25
                    created_at: '2011-01-26T19:01:12Z'
                    updated_at: 2011-01-26T19:14:43Z
                    parent:
                    owner: ~
                    labels: []
                    extra: {}
          headers:
            Link:
              schema: {type: string}
              example: <https://api.example.com/resource?page=2>; rel="next"
        '404':
          description: Not found   # as everywhere
        default:
          description: "A fault that is described in a text which is folded over
            several lines, as many writers of YAML do it once a line is longer
            than eighty characters."
`;
}

function schemaOf(i) {
  return `    shelf-${i}:
      title: Shelf ${i}
      description: A shelf of kind ${i}, which holds boxes, and which may be moved
        from one warehouse to another as long as it is empty.
      type: object
      properties:
        id:
          description: Unique identifier
          example: ${i}
          type: integer
        name:
          description: >
            What people call it.
            It need not be unique.
          type: string
          pattern: ^[^\\s]+\\s*$
          example: Team Shelf
        weight:
          type: number
          minimum: -0.5
          maximum: 1000.0
          exclusiveMaximum: true
        created_at:
          type: string
          format: date-time
          example: '2011-01-26T19:01:12Z'
          nullable: true
        state:
          type: string
          enum:
          - open
          - closed
          - 'off'
          - "on"
          default: open
        neighbour:
          "$ref": "#/components/schemas/shelf-0"
        tags:
          type: array
          items: { $ref: "#/components/schemas/shelf-0/properties/name" }
          example:
            - a
            - b: 1
              c: [1, 2, 3]
      required:
      - id
      - name
      additionalProperties: false
`;
}
