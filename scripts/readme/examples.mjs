// Decides what an example in a document is: a fenced block after `<!-- test -->`, and the output that the block after it shows.

/**
 * @typedef {object} Example
 * @property {string} file
 * @property {number} line of the block's first line, counted from 1
 * @property {'sh' | 'ts'} language
 * @property {string} text
 * @property {number} exit the exit code that `<!-- test exit=N -->` expects, else 0
 * @property {string | null} shown the text block that follows; null if none does
 * @property {{ readonly from: number, readonly to: number } | null} place where that is among the lines, counted from 0, without `to`
 *
 * @typedef {{ language: string, text: string, line: number, end: number }} Block
 */

const MARK = /^<!-- test(?: exit=(\d+))? -->$/;

/**
 * @param {string} file
 * @param {string} markdown
 * @returns {readonly Example[]}
 */
export function examplesIn(file, markdown) {
  const lines = markdown.split('\n');
  return lines.flatMap((text, index) => {
    const mark = MARK.exec(text.trim());
    if (mark === null) return [];
    const block = blockAt(lines, index + 1);
    if (block === null || (block.language !== 'sh' && block.language !== 'ts')) {
      throw new Error(`${file}:${index + 1}: no sh or ts block after the mark`);
    }
    const next = blockAt(lines, block.end + 1);
    const after =
      next?.language === 'text' ? { shown: next.text, place: { from: next.line - 1, to: next.end } } : { shown: null, place: null };
    return [{ file, line: block.line, language: block.language, text: block.text, exit: Number(mark[1] ?? 0), ...after }];
  });
}

/**
 * The fenced block that begins at a line, blank lines aside.
 * @param {readonly string[]} lines
 * @param {number} from
 * @returns {Block | null}
 */
function blockAt(lines, from) {
  let start = from;
  while (lines[start]?.trim() === '') start += 1;
  const fence = /^```(\w+)$/.exec(lines[start] ?? '');
  if (fence === null) return null;
  const end = lines.indexOf('```', start + 1);
  if (end < 0) return null;
  return { language: fence[1] ?? '', text: lines.slice(start + 1, end).join('\n'), line: start + 2, end };
}

/**
 * Whether output is as shown. In what is shown, a line of `…` stands for any lines, and `…` within a line for any text in it: times,
 * and what is too long to show.
 * @param {string} shown
 * @param {string} output
 */
export function isAsShown(shown, output) {
  const pattern = shown
    .trimEnd()
    .split('\n')
    .map((line) => (line.trim() === '…' ? '(?:.*\\n)*?' : `${line.trimEnd().split('…').map(escape).join('.*')}\\n`))
    .join('');
  const plain = output
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
  return new RegExp(`^${pattern}$`, 'u').test(`${plain}\n`);
}

/**
 * The document with what was printed in place of what was shown.
 * @param {string} markdown
 * @param {readonly { readonly example: Example, readonly output: string }[]} printed in the order of the document
 */
export function showing(markdown, printed) {
  const lines = markdown.split('\n');
  for (const { example, output } of [...printed].reverse()) {
    if (example.place === null) continue;
    const plain = output.split('\n').map((line) => line.trimEnd());
    lines.splice(example.place.from, example.place.to - example.place.from, ...plain.join('\n').trimEnd().split('\n'));
  }
  return lines.join('\n');
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
