// Decides what the rules about kinds look at: an operation with what stands around it in the tree of paths.

import type { Answer } from '../view/answer.ts';
import { answerOf } from '../view/answer.ts';
import type { OperationView } from '../view/api.ts';
import type { Shapes } from '../view/shape.ts';
import { at, isParameter, itemBelow, nameNode, ownerOf, type PathNode, type PathTree } from '../view/tree.ts';

export interface Situation {
  readonly operation: OperationView;
  readonly node: PathNode;
  /** Whether the path ends in a parameter. */
  readonly item: boolean;
  /** The last static name; empty if there is none. */
  readonly name: string;
  readonly answer: Answer;
  /** Whether one record of a collection stands below. */
  readonly below: PathNode | null;
  readonly owner: PathNode | null;
  readonly beside: (method: string) => OperationView | null;
  readonly answerOf: (operation: OperationView) => Answer;
  /** Whether most of the document's operations are calls by POST to paths without parameters. */
  readonly callStyle: boolean;
  readonly shapes: Shapes;
}

export function createSituations(
  operations: readonly OperationView[],
  tree: PathTree,
  shapes: Shapes,
): (operation: OperationView) => Situation {
  const callStyle = isCallStyle(operations);
  const answers = new Map<OperationView, Answer>();
  const answer = (operation: OperationView): Answer => {
    const known = answers.get(operation);
    if (known !== undefined) return known;
    const found = answerOf(shapes, operation.answer, nameNode(tree.nodeOf(operation))?.text ?? null);
    answers.set(operation, found);
    return found;
  };
  return (operation) => {
    const node = tree.nodeOf(operation);
    return {
      operation,
      node,
      item: isParameter(node),
      name: nameNode(node)?.text ?? '',
      answer: answer(operation),
      below: isParameter(node) ? null : itemBelow(node),
      owner: ownerOf(node),
      beside: (method) => at(node, method),
      answerOf: answer,
      callStyle,
      shapes,
    };
  };
}

/** Share of calls from which on a document is taken to be written in the style of remote procedure calls. */
const CALLS = 0.6;

function isCallStyle(operations: readonly OperationView[]): boolean {
  if (operations.length < 4) return false;
  const calls = operations.filter(
    ({ method, parsed }) => method === 'post' && parsed.segments.every((segment) => segment.kind === 'static'),
  );
  return calls.length / operations.length >= CALLS;
}
