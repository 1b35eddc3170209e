/** A small document for a project that has none. `docproof lint` finds nothing in it. */
export function starterDocument(): string {
  return `openapi: 3.1.0
info:
  title: Lamps
  version: 0.1.0
  description: A small API to begin with. Put your own in its place.
paths:
  /lamps:
    get:
      operationId: listLamps
      summary: All lamps
      responses:
        '200':
          description: All lamps.
          content:
            application/json:
              schema:
                type: array
                items: { $ref: '#/components/schemas/Lamp' }
              example: [{ id: 1, colour: red }, { id: 2, colour: blue }]
    post:
      operationId: addLamp
      summary: Add a lamp
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/NewLamp' }
            example: { colour: blue }
      responses:
        '201':
          description: The new lamp.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Lamp' }
              example: { id: 3, colour: blue }
        '422': { $ref: '#/components/responses/Problem' }
components:
  schemas:
    Colour:
      type: string
      enum: [red, blue]
    NewLamp:
      type: object
      required: [colour]
      properties:
        colour: { $ref: '#/components/schemas/Colour' }
    Lamp:
      type: object
      required: [id, colour]
      properties:
        id: { type: integer }
        colour: { $ref: '#/components/schemas/Colour' }
  responses:
    Problem:
      description: What is wrong with the request (RFC 9457).
      content:
        application/problem+json:
          schema:
            type: object
            required: [title]
            properties:
              title: { type: string }
              detail: { type: string }
          example: { title: The lamp is not valid. }
`;
}
