// Decides the tree of a YAML 1.2 document (core schema): one document, string keys, no merge keys, aliases shared and counted.

import { Composer, type CST, type Document, isScalar, Lexer, Parser, visit } from 'yaml';
import type { Checked, Diagnostic } from '../../base/diagnostic.ts';
import type { Limits } from '../../base/limits.ts';
import { type SpecFile, sourceAt } from './file.ts';
import type { SpecNode } from './node.ts';
import { buildTree } from './yaml-tree.ts';

/** Errors of the YAML parser that are reported; a broken file repeats itself. */
const MAX_SYNTAX_ERRORS = 20;
const QUOTE_INSIDE =
  'inside {…} and […], a text with any of [ ] { } , must be quoted as a whole (rule: "…"), or stand on a line of its own';
const QUOTE_WHOLE = 'a text that begins with a quote, [ or { must be quoted as a whole, or be a block: "|" and the text on the next line';

export function readYaml(file: SpecFile, limits: Limits): Checked<SpecNode> {
  const cst = parse(file, limits);
  if (cst.value === null) return { value: null, diagnostics: cst.diagnostics };
  const documents = [...new Composer({ uniqueKeys: false, merge: false, schema: 'core', version: '1.2' }).compose(cst.value, true)];
  const [document, second] = documents;
  if (document === undefined) return refuse(file, 0, 'empty-document', 'the file holds no document');
  if (second !== undefined) {
    return refuse(file, second.range[0], 'several-documents', 'the file holds a second document; only one is expected');
  }
  const problems = syntaxProblems(file, document);
  if (document.errors.length > 0) return { value: null, diagnostics: problems };
  if (document.contents === null || isEmpty(document)) return refuse(file, 0, 'empty-document', 'the file holds no document');
  const tree = buildTree(file, document.contents, limits);
  return { value: tree.value, diagnostics: [...problems, ...tree.diagnostics] };
}

function refuse(file: SpecFile, offset: number, code: string, message: string): Checked<never> {
  return { value: null, diagnostics: [{ code, severity: 'error', message, source: sourceAt(file, offset) }] };
}

function isEmpty(document: Document.Parsed): boolean {
  const { contents } = document;
  return isScalar(contents) && contents.value === null && contents.range[0] === contents.range[1];
}

/** The concrete syntax tree. Its depth is watched while it grows, because composing recurses. */
function parse(file: SpecFile, limits: Limits): Checked<CST.Token[]> {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(file.text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > limits.maxDepth) {
      return refuse(file, parser.offset, 'too-deep', `nested deeper than ${limits.maxDepth} levels`);
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { value: tokens, diagnostics: [] };
}

function syntaxProblems(file: SpecFile, document: Document.Parsed): readonly Diagnostic[] {
  const errors = independent(file, document)
    .slice(0, MAX_SYNTAX_ERRORS)
    .map((e) => ({ ...problem(file, e, 'error'), ...unquotedHint(file, document, e) }));
  return [...errors, ...document.warnings.slice(0, MAX_SYNTAX_ERRORS).map((e) => problem(file, e, 'warning'))];
}

/** Without the errors that follow from an earlier one: the rest of its line, and all that is left over once the document was given up. */
function independent(file: SpecFile, { errors, contents }: Document.Parsed): readonly YamlProblem[] {
  const end = contents?.range[1] ?? 0;
  return errors.filter((error, i) => {
    const before = errors[i - 1];
    return before === undefined || (error.pos[0] < end && file.text.slice(before.pos[0], error.pos[0]).includes('\n'));
  });
}

/** What to do where something follows a value that has ended: most often a rule in which `[`, a quote or a comma means something to YAML. */
function unquotedHint(file: SpecFile, document: Document.Parsed, { code, pos: [at] }: YamlProblem): Partial<Diagnostic> {
  if (code === 'MISSING_CHAR') return isInFlow(document, at) ? { hint: QUOTE_INSIDE } : {};
  if (code !== 'UNEXPECTED_TOKEN') return {};
  const message = 'a value has ended before this';
  if (isInFlow(document, at)) return { message, hint: QUOTE_INSIDE };
  return /["'\]}][ \t]*$/.test(file.text.slice(0, at)) ? { message, hint: QUOTE_WHOLE } : {};
}

/** Whether a `{…}` or `[…]` begins before a place and has not ended there. */
function isInFlow(document: Document.Parsed, at: number): boolean {
  let found = false;
  visit(document, {
    Collection: (_key, node) => {
      if (!node.range || node.range[0] >= at || node.range[1] <= at) return visit.SKIP;
      found ||= node.flow === true;
      return found ? visit.BREAK : undefined;
    },
  });
  return found;
}

function problem(file: SpecFile, found: YamlProblem, severity: 'error' | 'warning'): Diagnostic {
  const source = sourceAt(file, found.pos[0], found.pos[1] - found.pos[0]);
  return { code: 'yaml-syntax', severity, message: found.message, source };
}

interface YamlProblem {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}
