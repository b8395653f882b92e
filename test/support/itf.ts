// Decides how tests read the Informal Trace Format back: ADR 15 of Apalache, and what our encoding of numbers, null and odd objects says.

export interface ItfRead {
  readonly meta: unknown;
  readonly vars: readonly string[];
  /** By variable; a `#map` as a Map. */
  readonly states: readonly Readonly<Record<string, unknown>>[];
}

/** The one trace of a text. */
export function readItf(text: string): ItfRead {
  const trace: unknown = JSON.parse(text);
  if (!isRecord(trace) || !Array.isArray(trace['vars']) || !Array.isArray(trace['states']))
    throw new Error('a trace has variables and states');
  const vars = trace['vars'].map(String);
  const states = trace['states'].map((state: unknown, index): Readonly<Record<string, unknown>> => {
    if (!isRecord(state)) throw new Error('a state is an object');
    const { '#meta': meta, ...values } = state;
    if (!isRecord(meta) || meta['index'] !== index) throw new Error('a state has its index');
    if (Object.keys(values).join() !== vars.join()) throw new Error(`a state has all variables: ${Object.keys(values).join()}`);
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, read(value)]));
  });
  return { meta: trace['#meta'], vars, states };
}

function read(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(read);
  if (!isRecord(value)) throw new Error(`${JSON.stringify(value)} is no value of the format`);
  const [[name, inner] = ['', null], ...others] = Object.entries(value);
  if (name === '#bigint' && others.length === 0 && typeof inner === 'string' && /^-?\d+$/.test(inner)) return Number(inner);
  if (name === '#tup' && others.length === 0 && Array.isArray(inner)) return inner.map(read);
  if (name === '#map' && others.length === 0 && Array.isArray(inner)) return new Map(inner.map(([key, item]) => [read(key), read(item)]));
  if (Object.keys(value).some((key) => key.startsWith('#'))) throw new Error(`${JSON.stringify(value)} is no value of the format`);
  if ('tag' in value) return readVariant(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, read(item)]));
}

function readVariant({ tag, value }: Readonly<Record<string, unknown>>): unknown {
  const inner = read(value);
  if (tag === 'Null') return null;
  if (tag === 'Rational' && isRecord(inner)) return Number(inner['numerator']) / Number(inner['denominator']);
  return tag === 'Object' && inner instanceof Map ? Object.fromEntries(inner) : { tag, value: inner };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
