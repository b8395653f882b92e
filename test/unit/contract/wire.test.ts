// How parameters are written: the table "Style Examples" of OpenAPI 3.1, and what it leaves open.

import { describe, expect, it } from 'vitest';
import { toJson } from '../../../src/base/json.ts';
import type { Value } from '../../../src/base/value.ts';
import { encoded, type Piece, pairsOf, piecesOf, valueOf, wiredValue } from '../../../src/contract/wire.ts';

const BLUE: Value = 'blue';
const LIST: Value = ['blue', 'black', 'brown'];
const RGB: Value = new Map([
  ['R', 100],
  ['G', 200],
  ['B', 150],
]);

function written(pieces: readonly Piece<Value>[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      if (piece.kind === 'json') return encoded(toJson(valueOf(piece.value)));
      return encoded(typeof piece.leaf === 'string' ? piece.leaf : toJson(piece.leaf));
    })
    .join('');
}

describe('a path parameter or header', () => {
  it.each<[string, boolean, string, string, string]>([
    ['matrix', false, ';color=blue', ';color=blue,black,brown', ';color=R,100,G,200,B,150'],
    ['matrix', true, ';color=blue', ';color=blue;color=black;color=brown', ';R=100;G=200;B=150'],
    ['label', false, '.blue', '.blue,black,brown', '.R,100,G,200,B,150'],
    ['label', true, '.blue', '.blue.black.brown', '.R=100.G=200.B=150'],
    ['simple', false, 'blue', 'blue,black,brown', 'R,100,G,200,B,150'],
    ['simple', true, 'blue', 'blue,black,brown', 'R=100,G=200,B=150'],
    ['content', false, '%22blue%22', '%5B%22blue%22%2C%22black%22%2C%22brown%22%5D', '%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D'],
  ])('of the style %s, explode %s', (style, explode, blue, list, rgb) => {
    const of = (value: Value): string => written(piecesOf({ name: 'color', style, explode }, wiredValue(value)));
    expect([of(BLUE), of(LIST), of(RGB)]).toEqual([blue, list, rgb]);
  });
});

describe('a query parameter', () => {
  it.each<[string, boolean, string, string, string]>([
    ['form', false, 'color=blue', 'color=blue,black,brown', 'color=R,100,G,200,B,150'],
    ['form', true, 'color=blue', 'color=blue&color=black&color=brown', 'R=100&G=200&B=150'],
    ['spaceDelimited', false, 'color=blue', 'color=blue%20black%20brown', 'color=R%20100%20G%20200%20B%20150'],
    ['pipeDelimited', false, 'color=blue', 'color=blue|black|brown', 'color=R|100|G|200|B|150'],
    ['deepObject', true, 'color=blue', 'color=blue&color=black&color=brown', 'color[R]=100&color[G]=200&color[B]=150'],
  ])('of the style %s, explode %s', (style, explode, blue, list, rgb) => {
    const of = (value: Value): string =>
      pairsOf({ name: 'color', style, explode }, wiredValue(value))
        .map(({ name, value: pieces }) => `${name}=${written(pieces)}`)
        .join('&');
    expect([of(BLUE), of(LIST), of(RGB)]).toEqual([blue, list, rgb]);
  });
});

it('what lies deeper than a style reaches is JSON', () => {
  expect(written(piecesOf({ name: 'at', style: 'simple', explode: false }, wiredValue([[1, 2], 'a,b'])))).toBe('%5B1%2C2%5D,a%2Cb');
});

it('half a surrogate pair is the replacement character', () => {
  expect(encoded('a\ud800b')).toBe('a%EF%BF%BDb');
});
