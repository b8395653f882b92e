// Decides what tests take for an Arazzo 1.0.1 document: the rules of the specification for the objects that we write, as a JSON Schema.

const text = { type: 'string' } as const;
const id = { type: 'string', pattern: '^[A-Za-z0-9_\\-]+$' } as const;

/** "Fixed Fields" of each object: what is required, and that there is nothing else. Names follow the patterns that the specification recommends. */
export const ARAZZO: Readonly<Record<string, unknown>> = {
  type: 'object',
  required: ['arazzo', 'info', 'sourceDescriptions', 'workflows'],
  additionalProperties: false,
  properties: {
    arazzo: { const: '1.0.1' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      additionalProperties: false,
      properties: { title: text, summary: text, description: text, version: text },
    },
    sourceDescriptions: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['name', 'url', 'type'],
        additionalProperties: false,
        properties: { name: id, url: text, type: { enum: ['openapi', 'arazzo'] } },
      },
    },
    workflows: { type: 'array', minItems: 1, items: { $ref: '#/$defs/workflow' } },
  },
  $defs: {
    workflow: {
      type: 'object',
      required: ['workflowId', 'steps'],
      additionalProperties: false,
      properties: {
        workflowId: id,
        summary: text,
        description: text,
        inputs: { type: 'object' },
        steps: { type: 'array', items: { $ref: '#/$defs/step' } },
      },
    },
    step: {
      type: 'object',
      required: ['stepId'],
      oneOf: [{ required: ['operationId'] }, { required: ['operationPath'] }],
      additionalProperties: false,
      properties: {
        stepId: id,
        description: text,
        operationId: text,
        operationPath: { type: 'string', pattern: '^\\{\\$sourceDescriptions\\.[A-Za-z0-9_-]+\\.url\\}#/paths/' },
        parameters: {
          type: 'array',
          uniqueItems: true,
          items: {
            type: 'object',
            required: ['name', 'in', 'value'],
            additionalProperties: false,
            properties: { name: text, in: { enum: ['path', 'query', 'header', 'cookie'] }, value: {} },
          },
        },
        requestBody: {
          type: 'object',
          additionalProperties: false,
          properties: { contentType: text, payload: {} },
        },
        successCriteria: {
          type: 'array',
          items: { type: 'object', required: ['condition'], additionalProperties: false, properties: { condition: text } },
        },
        outputs: {
          type: 'object',
          propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' },
          additionalProperties: { type: 'string', pattern: '^\\$response\\.body' },
        },
      },
    },
  },
};
