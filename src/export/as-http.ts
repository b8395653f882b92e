// Decides how runs are written as requests and answers for people to read: what the server named is called `order#1`, and nothing is encoded.

import { toJson } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import type { Contract } from '../contract/contract.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { Piece, Wired } from '../contract/wire.ts';
import { plainText } from './script/atoms.ts';
import { commentsOf, oneLine, titleOf } from './script/comments.ts';
import { type Body, messageOf, type Text } from './script/message.ts';
import { namesIn, type Renaming } from './script/names.ts';
import type { Call, Part, Script } from './script/script.ts';
import type { Leaf } from './script/taken.ts';

/** The runs one after the other, a block for each step. */
export function asHttp(contract: Contract, scripts: readonly Script[]): string {
  return scripts.map((script) => oneHttp(script, namesIn(contract, script.run))).join('\n');
}

function oneHttp(script: Script, names: Renaming): string {
  const comments = commentsOf(script).map((line) => `# ${line}`);
  const blocks = script.calls.map((call) => blockOf(call, names));
  return [comments.join('\n'), ...blocks].map((block) => `${block}\n`).join('\n');
}

function blockOf(call: Call, names: Renaming): string {
  const { method, url, headers, body } = messageOf(call);
  const lines = [`### ${titleOf(call)}`, `${method} ${written(url, names)}`];
  lines.push(...headers.map(([name, value]) => `${oneLine(name)}: ${written(value, names)}`));
  const sent = bodyText(body, names);
  if (sent !== null) lines.push('', sent);
  return [...lines, '', ...answerOf(call.outcome, names).map((line) => `# ${line}`)].join('\n');
}

function answerOf(outcome: Outcome, names: Renaming): readonly string[] {
  if (outcome.kind === 'refused') return [oneLine(`${outcome.status} ${outcome.cause.message}`)];
  if (outcome.kind === 'fault') return [oneLine(`the contract does not let this succeed: ${outcome.cause.message}`)];
  return [oneLine(outcome.body === undefined ? String(outcome.status) : `${outcome.status} ${toJson(names.value(outcome.body))}`)];
}

function bodyText(body: Body, names: Renaming): string | null {
  switch (body.kind) {
    case 'none':
      return null;
    case 'json':
      return oneLine(toJson(names.value(seenIn(body.part))));
    case 'form':
      return written(body.text, names);
  }
}

function written(text: Text, names: Renaming): string {
  const ofPiece = (piece: Piece<Leaf>): string => {
    if (piece.kind === 'text') return piece.text;
    return piece.kind === 'leaf' ? names.text(plainText(seenIn(piece.leaf))) : toJson(names.value(wiredValueOf(piece.value)));
  };
  return oneLine(text.map(ofPiece).join(''));
}

/** What a part was in the run. */
function seenIn(part: Part): Value {
  switch (part.kind) {
    case 'value':
      return part.value;
    case 'taken':
      return part.seen;
    case 'list':
      return part.items.map(seenIn);
    case 'object':
      return new Map([...part.entries].map(([name, entry]) => [name, seenIn(entry)]));
  }
}

function wiredValueOf(value: Wired<Leaf>): Value {
  switch (value.kind) {
    case 'leaf':
      return seenIn(value.leaf);
    case 'list':
      return value.items.map(wiredValueOf);
    case 'object':
      return new Map(value.entries.map(([name, entry]) => [name, wiredValueOf(entry)]));
  }
}
