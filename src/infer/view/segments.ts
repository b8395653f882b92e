// Decides what a path is made of: names, parameters, and a command after a colon, whatever the API's habits of writing them are.

export type Segment = { readonly kind: 'static'; readonly text: string } | { readonly kind: 'parameter'; readonly name: string };

export interface ParsedPath {
  readonly segments: readonly Segment[];
  /** After a colon in the last segment (`/jobs/{id}:cancel`). */
  readonly command: string | null;
}

const EXTENSION = /\.(json|xml|yaml|yml|csv|html|php|aspx?|do|\{format\}|\{ext\}|\{extension\})$/i;
const NOISE = /^(api|rest|restapi|v\d+(\.\d+)*((alpha|beta|rc|p)\d*)*|\d+(\.\d+)+|\d{4}-\d{2}-\d{2}(-preview)?|latest|_api)$/i;

/**
 * The segments of a path template. Left out are what comes before the resources (`/api/v2`) and formats at the end (`.json`); a key in
 * parentheses (`users('{id}')`), a query (`?acl`) and a fragment (`#acl`) are segments of their own.
 */
export function parsePath(path: string): ParsedPath {
  const plain = path.replaceAll(/\{[+*]?([^{}]*?)\*?\}/g, (_, name: string) => `{${name.split('=')[0] ?? name}}`);
  const parts = plain.split(/[/?#&]/).filter((part) => part !== '');
  const { parts: cut, command } = cutCommand(parts);
  const segments = cut.flatMap(segmentsOf);
  const first = segments.findIndex((segment) => segment.kind === 'parameter' || !NOISE.test(segment.text));
  // A path of versions only is about them.
  return { segments: first < 0 ? segments : segments.slice(first), command };
}

function cutCommand(parts: readonly string[]): { readonly parts: readonly string[]; readonly command: string | null } {
  const last = parts.at(-1) ?? '';
  const found = /^(.*[^:]):([A-Za-z][\w-]*)$/.exec(last);
  if (found === null) return { parts, command: null };
  return { parts: [...parts.slice(0, -1), found[1] ?? ''], command: found[2] ?? null };
}

function segmentsOf(part: string): readonly Segment[] {
  const text = part.replace(EXTENSION, '');
  const whole = /^\{([^{}]+)\}$/.exec(text);
  if (whole !== null) return [{ kind: 'parameter', name: whole[1] ?? '' }];
  if (!text.includes('{')) return [{ kind: 'static', text: text.replace(/\(\)$/, '') }];
  const keyed = /^([^({]+)\((.*\{.+)\)$/.exec(text);
  if (keyed !== null) return [{ kind: 'static', text: keyed[1] ?? '' }, ...parametersOf(keyed[2] ?? '')];
  const [, before = ''] = /^([^{]*)/.exec(text) ?? [];
  const label = before.replaceAll(/[^\p{L}\p{N}_-]+$/gu, '').replace(/[-_.=@:~]+$/, '');
  const named: readonly Segment[] = label === '' ? [] : [{ kind: 'static', text: label }];
  return [...named, ...parametersOf(text)];
}

function parametersOf(text: string): readonly Segment[] {
  return Array.from(text.matchAll(/\{([^{}]+)\}/g), (match) => ({ kind: 'parameter', name: match[1] ?? '' }) as const);
}
