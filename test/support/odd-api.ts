// Decides an API whose parameters travel in every way, for requests with texts that shells, programs and documents take for something else.

/** Texts that must arrive as they are. */
export const ODD_TEXTS: readonly string[] = [
  "it's; touch pwned #",
  '$(touch pwned) `touch pwned` $HOME \u0024{PATH}',
  '"; process.exit(0); // \\" \\\\',
  'line\nbreak\r\n\ttab',
  "'); throw new Error('pwned'); ('",
  '</script><!-- \u0024{1+1} \u2028\u2029',
  'a/b?c=d&e#f%20 +;,=[]{}()|*',
  '$inputs.x {$response.body#/id}',
  'ünï 漢字 🙂',
  '-o /dev/null @file',
];

const text = { type: 'string' } as const;

/** An OpenAPI document. */
export const ODD_API: Readonly<Record<string, unknown>> = {
  openapi: '3.1.0',
  info: { title: 'Odd\'s "notes"\n# new line', version: '1' },
  paths: {
    '/notes/{title}/{rank}': {
      post: {
        operationId: 'write',
        security: [{ key: [] }],
        parameters: [
          { name: 'title', in: 'path', required: true, schema: text },
          { name: 'rank', in: 'path', required: true, schema: { type: 'integer' } },
          { name: 'tags', in: 'query', schema: { type: 'array', items: text } },
          { name: 'filter', in: 'query', content: { 'application/json': { schema: { type: 'object' } } } },
          { name: 'x-mark', in: 'header', schema: text },
          { name: 'mood', in: 'cookie', schema: text },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { 201: { description: 'written', content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } } } },
        'x-effects': [{ create: 'notes', value: "{'id': fresh(notes), 'title': title, 'parts': [{'a/b~c.d': title, 'rank': rank}]}" }],
        'x-response': { status: 201 },
      },
    },
    '/notes': {
      get: {
        parameters: [{ name: 'id', in: 'query', required: true, schema: text }],
        responses: { 200: { description: 'the note', content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } } } },
        'x-preconditions': [{ rule: 'id in notes', status: 404, message: "it's\nnot there" }],
        'x-response': { status: 200, body: 'notes[id]' },
      },
    },
  },
  components: {
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    schemas: {
      Note: {
        type: 'object',
        required: ['id', 'title', 'parts'],
        properties: { id: { type: 'string', pattern: '^n[0-9]{6}$' }, title: text, parts: { type: 'array', items: { type: 'object' } } },
      },
    },
  },
  'x-state': { collections: { notes: { schema: { $ref: '#/components/schemas/Note' }, key: 'id' } } },
};

/** A note is written with an odd text in every place, read, and written again with what was answered. */
export function oddSteps(odd: string): readonly unknown[] {
  const sent = { text: odd, [odd]: [odd], __proto__x: null, big: 12345678901234567890n.toString() };
  const note = '$steps.note.response.body#';
  return [
    {
      operationId: 'write',
      params: { title: odd, rank: 3, tags: [odd, 'b'], filter: { by: [odd] }, mood: odd.replaceAll(/[^a-z]/g, '') },
      body: sent,
      as: 'note',
    },
    { operationId: 'GET /notes', params: { id: `${note}/id` } },
    {
      operationId: 'write',
      params: { title: `${note}/parts/0/a~1b~0c.d`, rank: `${note}/parts/0/rank`, filter: { of: `${note}/parts` }, 'x-mark': `${note}/id` },
      body: { again: `${note}/parts`, title: `${note}/title` },
    },
    { operationId: 'GET /notes', params: { id: odd }, expect: { status: 404 } },
  ];
}
