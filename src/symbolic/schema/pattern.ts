// Decides whether a text matches a `pattern`, ECMA-262 without anchors.

import { compilePattern } from '../../base/pattern.ts';
import { byCases } from '../cases.ts';
import type { Context } from '../context.ts';
import { regexOfPattern } from '../regex-of.ts';
import type { Term } from '../term.ts';

/** Whether the pattern matches in a known text; null where the pattern has a construct without meaning. */
export function testPattern(pattern: string, text: string): boolean | null {
  const compiled = compilePattern(pattern);
  return compiled.kind === 'pattern' ? compiled.test(text) : null;
}

/** Whether the pattern matches in the text. A construct without meaning makes that an unknown function of the text. */
export function patternTerm(context: Context, pattern: string, text: Term): Term {
  return byCases(context, text, (part) => {
    if (part.kind === 'constant') {
      const matches = testPattern(pattern, String(part.value));
      return matches === null ? opaque(context, pattern, part) : context.factory.bool(matches);
    }
    const translated = regexOfPattern(pattern, 'ecma');
    return translated.kind === 'ok' ? context.factory.inRegex(part, translated.regex) : opaque(context, pattern, part);
  });
}

function opaque(context: Context, pattern: string, text: Term): Term {
  return context.opaque(`pattern ${pattern}`, 'bool', [text]);
}
