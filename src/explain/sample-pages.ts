/** A page of an operation that says nothing wrong. */
export const CLEAN_PAGE = `---
title: "Create parcel"
description: "Create a parcel of a shipment."
author: "harbour"
ms.prod: "shipping"
doc_type: apiPageType
---

# Create parcel

Namespace: harbour.shipping

Create a [parcel](../resources/parcel.md) of a shipment.

## Permissions

|Permission type|Permissions (from least to most privileged)|
|:---|:---|
|Delegated|Parcel.Write, Parcel.Write.All|
|Application|Parcel.Write.All|

## HTTP request
<!-- { "blockType": "ignored" } -->
\`\`\`http
POST /shipments/{shipment-id}/parcels
\`\`\`

## Request headers
|Name|Description|
|:---|:---|
|Authorization|Bearer {token}. Required.|
|Content-Type|application/json. Required.|

## Request body
In the request body, supply a JSON representation of the [parcel](../resources/parcel.md) object.

|Property|Type|Description|
|:---|:---|:---|
|label|String|What is printed on the parcel. Required.|
|grams|Int32|Its weight in grams.|
|state|parcelState|Where it is. Possible values are: \`packed\`, \`sent\`, \`lost\`, \`unknownFutureValue\`.|
|packedDateTime|DateTimeOffset|When it was packed.|

## Response
If successful, this method returns a \`201 Created\` response code and a [parcel](../resources/parcel.md) object in the response body.

## Examples

### Request
<!-- {
  "blockType": "request",
  "name": "create_parcel"
}
-->
\`\`\`http
POST https://api.harbour.example/v1.0/shipments/17/parcels
Authorization: Bearer {token}
Content-Type: application/json

{
  "label": "Tea",
  "grams": 250,
  "state": "packed",
  "packedDateTime": "2026-03-01T08:30:00Z"
}
\`\`\`

### Response
<!-- {
  "blockType": "response",
  "@odata.type": "harbour.shipping.parcel"
}
-->
\`\`\`http
HTTP/1.1 201 Created
Content-Type: application/json

{
  "@odata.type": "#harbour.shipping.parcel",
  "id": "p-1",
  "label": "Tea",
  "grams": 250,
  "state": "packed",
  "packedDateTime": "2026-03-01T08:30:00Z"
}
\`\`\`
`;

/** The page of the type that it creates. */
export const CLEAN_TYPE = `---
title: "parcel resource type"
description: "A parcel of a shipment."
author: "harbour"
ms.prod: "shipping"
doc_type: resourcePageType
---

# parcel resource type

Namespace: harbour.shipping

A parcel of a shipment.

## Properties
|Property|Type|Description|
|:---|:---|:---|
|id|String|The name that the service gives it. Read-only.|
|label|String|What is printed on the parcel.|
|grams|Int32|Its weight in grams.|
|state|parcelState|Where it is. Possible values are: \`packed\`, \`sent\`, \`lost\`, \`unknownFutureValue\`.|
|packedDateTime|DateTimeOffset|When it was packed.|

## JSON representation
<!-- {
  "blockType": "resource",
  "keyProperty": "id",
  "@odata.type": "harbour.shipping.parcel"
}
-->
\`\`\`json
{
  "@odata.type": "#harbour.shipping.parcel",
  "id": "String (identifier)",
  "label": "String",
  "grams": "Int32",
  "state": "String",
  "packedDateTime": "String (timestamp)"
}
\`\`\`
`;

/** The name of each page in its folder. */
export const PAGE_NAMES = {
  page: 'api/parcel-post.md',
  type: 'resources/parcel.md',
  beside: 'api/return-post.md',
} as const;

/** The page of another operation: the first one, of another collection. */
export const OTHER_PAGE: string = CLEAN_PAGE.replaceAll('/parcels', '/returns');
