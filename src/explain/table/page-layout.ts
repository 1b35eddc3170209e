import type { Entry } from '../entry.js';

/** Rules for the layout of pages, and for links between them. */
export const PAGE_LAYOUT = {
  'link-case': {
    why: 'The link works where files are named in any case, such as on Windows, and leads nowhere on a web server.',
    example: { of: 'pages', page: [['[parcel](../resources/parcel.md) of', '[parcel](../resources/Parcel.md) of']] },
    documented: [],
  },
  'missing-link': {
    why: 'Readers who follow the link find nothing.',
    example: { of: 'pages', type: [['A parcel of a shipment.\n\n##', 'A parcel of a [shipment](shipment.md).\n\n##']] },
    documented: [],
  },
  'missing-type-page': {
    why: 'Nobody can look the type up, so its values are neither judged nor generated.',
    example: {
      of: 'pages',
      type: [['|grams|Int32|', '|grams|[weight](../resources/weight.md)|']],
      alongside: ['types-differ'],
    },
    documented: [],
  },
  'unlinked-type': {
    why: 'Readers have to search for a page that exists.',
    example: {
      of: 'pages',
      page: [['representation of the [parcel](../resources/parcel.md) object', 'representation of the parcel object']],
    },
    documented: [],
  },
  'no-request': {
    why: 'Without method and path the page describes nothing that can be called.',
    example: { of: 'pages', page: [['## HTTP request', '## Call']] },
    documented: [],
  },
  'no-namespace': {
    why: 'Readers cannot write the full name of the type.',
    example: { of: 'pages', beside: [['Namespace: harbour.shipping\n\n', '']] },
    documented: [],
  },
  'heading-case': {
    why: 'Tools and readers find the sections of a page by their headings.',
    example: { of: 'pages', beside: [['## HTTP request', '## HTTP Request']] },
    documented: [],
  },
  'title-type': {
    why: 'The title promises several objects, and the operation takes one.',
    example: { of: 'pages', page: [['# Create parcel\n', '# Create parcels\n']] },
    documented: [],
  },
  todo: {
    why: 'Readers see that the page is not finished, and not what is missing.',
    example: { of: 'pages', page: [['author: "harbour"', 'author: "TODO"']] },
    documented: [],
  },
  'empty-front-matter': {
    why: 'The field is shown as empty, or the build of the site fails.',
    example: { of: 'pages', page: [['author: "harbour"', 'author: ""']] },
    documented: [],
  },
  'deprecation-unsaid': {
    why: 'Who finds this page first starts with something that will be gone.',
    example: { of: 'pages', type: [['A parcel of a shipment.\n\n##', '> The parcel API is deprecated.\n\n##']] },
    documented: [],
  },
  'not-among-methods': {
    why: 'Nobody who reads the page of the type learns that the operation exists.',
    example: {
      of: 'pages',
      type: [
        [
          'A parcel of a shipment.\n\n##',
          'A parcel.\n\n## Methods\n|Method|Returns|\n|:---|:---|\n|Get|A parcel.|\n\n##',
        ],
      ],
    },
    documented: [],
  },
} as const satisfies Readonly<Record<string, Entry>>;
