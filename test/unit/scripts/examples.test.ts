// An example in a document is found with its output, and any difference from it shows.

import { describe, expect, it } from 'vitest';
import { examplesIn, isAsShown, showing } from '../../../scripts/readme/examples.mjs';

const FENCE = '```';
const MARKED = `# Title\n\n<!-- test exit=1 -->\n${FENCE}sh\necho a\nfalse\n${FENCE}\n\n${FENCE}text\na\n${FENCE}\n`;

describe('examples of a document', () => {
  it('are the marked blocks with the output that follows', () => {
    expect(examplesIn('A.md', MARKED)).toEqual([
      { file: 'A.md', line: 5, language: 'sh', text: 'echo a\nfalse', exit: 1, shown: 'a', place: { from: 9, to: 10 } },
    ]);
  });

  it('need no output', () => {
    const [example] = examplesIn('A.md', `<!-- test -->\n\n${FENCE}ts\n1;\n${FENCE}\nprose\n${FENCE}text\na\n${FENCE}\n`);
    expect(example).toMatchObject({ language: 'ts', exit: 0, shown: null });
  });

  it('leave blocks without a mark alone', () => {
    expect(examplesIn('A.md', `${FENCE}sh\necho a\n${FENCE}\n`)).toEqual([]);
  });

  it('are an error where a mark stands before something else', () => {
    expect(() => examplesIn('A.md', '<!-- test -->\nprose\n')).toThrow('A.md:1');
  });
});

describe('what was printed', () => {
  it('takes the place of what was shown, and of nothing else', () => {
    const twice = `${MARKED}between\n${MARKED}`;
    const outputs = ['b\nc  \n\n', 'd\n'];
    const printed = examplesIn('A.md', twice).map((example, index) => ({ example, output: outputs[index] ?? '' }));
    const expected = [MARKED.replace('text\na\n', 'text\nb\nc\n'), 'between\n', MARKED.replace('text\na\n', 'text\nd\n')];
    expect(showing(twice, printed)).toBe(expected.join(''));
  });
});

describe('output is as shown', () => {
  it.each([
    ['when it is the same', 'a\nb', 'a\nb\n', true],
    ['whatever blanks end its lines', 'a\nb', 'a  \nb\n\n', true],
    ['when … stands for the rest of a line', 'took … ms', 'took 12.5 ms\n', true],
    ['when a line of … stands for lines', 'a\n…\nd', 'a\nb\nc\nd\n', true],
    ['when a line of … stands for none', 'a\n…\nd', 'a\nd\n', true],
    ['but not with a line more', 'a\nb', 'a\nb\nc\n', false],
    ['but not with a line less', 'a\nb', 'a\n', false],
    ['but not with another sign', 'a.c', 'abc\n', false],
    ['but not when … would stand for two lines', 'a … b', 'a 1\n2 b\n', false],
  ])('%s', (_, shown, output, expected) => {
    expect(isAsShown(shown, output)).toBe(expected);
  });
});
