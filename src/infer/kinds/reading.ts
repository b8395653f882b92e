// Decides the kind of an operation by GET or HEAD: from what its path ends in, and from what it answers.

import { at } from '../view/tree.ts';
import { isBatchWord, isComputedWord, isMeasure, isNounToo, isSearchWord, isSessionWord, isVerb } from '../view/vocabulary.ts';
import { isPlural, wordsOf } from '../view/words.ts';
import { isCallName, isPassedOn } from './procedure.ts';
import { conclude, type KindConclusion } from './rule.ts';
import type { Situation } from './situation.ts';

export function reading(situation: Situation): KindConclusion {
  const { operation, item, name } = situation;
  if (operation.parsed.segments.some((segment) => segment.kind === 'static' && segment.text === 'watch')) {
    return conclude('watch', 0.95, "GET below a segment 'watch'");
  }
  if (operation.parsed.command !== null) return readingCommand(operation.parsed.command);
  if (isPassedOn(situation)) return conclude('opaque', 0.8, 'every method is there, and none says what it takes or answers');
  if (item) return readingItem(situation);
  if (isCallName(name)) return conclude('opaque', 0.8, `'${name}' is the name of a procedure`);
  if (isSearchWord(name) || isSearchWord(outermost(situation))) return conclude('search', 0.9, `GET of '${name}'`);
  if (isSessionWord(name) && situation.below === null) return conclude('session', 0.8, `GET of '${name}'`);
  return readingStatic(situation);
}

/** The first segment: what stands below `/search` is searched for. */
function outermost({ operation }: Situation): string {
  const [first] = operation.parsed.segments;
  return first?.kind === 'static' ? first.text : '';
}

function readingCommand(command: string): KindConclusion {
  if (isSearchWord(command)) return conclude('search', 0.85, `GET with the command '${command}'`);
  if (isBatchWord(command)) return conclude('batch', 0.85, `GET with the command '${command}'`);
  return conclude('computed', 0.7, `GET with the command '${command}'`);
}

function readingItem(situation: Situation): KindConclusion {
  const { answer, operation, beside } = situation;
  const changed = beside('put') ?? beside('patch') ?? beside('delete');
  if (isCheck(situation)) return conclude('membership', 0.85, 'GET of an item answers 204 or 404 and nothing else');
  if (
    answer.kind === 'list' &&
    (answer.wrapper === null || (answer.confidence >= 0.9 && changed === null && operation.operationId !== ''))
  ) {
    if (answer.wrapper === null || changed === null)
      return conclude('list', 0.8, 'GET behind a parameter answers a list: the parameter is a filter');
  }
  return conclude('read', answer.kind === 'one' ? 0.97 : 0.85, 'GET of an item path');
}

/** An answer without content where absence is documented: the question is whether something is there. */
function isCheck({ operation }: Situation): boolean {
  return (
    !operation.answers && operation.statuses.includes('204') && !operation.statuses.includes('200') && operation.statuses.includes('404')
  );
}

function readingStatic(situation: Situation): KindConclusion {
  const { answer, name, below, owner, beside } = situation;
  const words = wordsOf(name);
  const plural = isPlural(words.at(-1) ?? '');
  if (isCheck(situation) && (beside('put') ?? beside('delete')) !== null) {
    return conclude('membership', 0.85, 'GET answers 204 or 404 beside PUT or DELETE');
  }
  if (measured(situation)) return conclude('computed', 0.75, `GET of '${name}', which is measured`);
  if (answer.kind === 'list') {
    if (answer.confidence >= 0.9 || plural || below !== null) return conclude('list', 0.95, listed(answer.wrapper));
    return conclude('list', 0.7, listed(answer.wrapper));
  }
  if (isVerb(name) && !isNounToo(name) && beside('put') === null) return conclude('computed', 0.7, `GET of the command '${name}'`);
  if (isComputedWord(name) && below === null && beside('put') === null && beside('patch') === null) {
    return conclude('computed', 0.75, `GET of '${name}', which is worked out from other things`);
  }
  if (answer.kind !== 'one' && (below !== null || plural) && at(situation.node, 'post') !== null) {
    return conclude('list', 0.7, 'GET beside POST; the answer is not described');
  }
  if (answer.kind !== 'one' && below !== null) return conclude('list', 0.6, 'GET with items below; the answer is not described');
  if (answer.kind === 'one' && below !== null && answer.record.properties.size === 0) return conclude('list', 0.6, 'GET with items below');
  return conclude(
    'singleton-read',
    answer.kind === 'one' ? 0.85 : 0.6,
    owner === null ? 'GET answers one thing' : 'GET answers one thing of an item',
  );
}

function measured({ node, below }: Situation): boolean {
  return below === null && [node.above, node.above?.above].some((above) => isMeasure(above?.text ?? ''));
}

function listed(wrapper: string | null): string {
  return wrapper === null ? 'GET answers a list' : `GET answers a list in '${wrapper}'`;
}
