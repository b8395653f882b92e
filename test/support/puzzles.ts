// What is known of the classics, worked out once more: each puzzle as a few lines of its own, searched breadth first. Nothing here reads a contract.

/** A puzzle: where it starts, what can come next, when it is solved. States are plain data that JSON tells apart. */
export interface Puzzle<S> {
  readonly start: S;
  readonly next: (state: S) => readonly S[];
  readonly isSolved: (state: S) => boolean;
}

/** Moves of a shortest solution; null if there is none. */
export function shortest<S>({ start, next, isSolved }: Puzzle<S>): number | null {
  const seen = new Set([JSON.stringify(start)]);
  let layer: readonly S[] = [start];
  for (let moves = 0; layer.length > 0; moves += 1) {
    if (layer.some(isSolved)) return moves;
    layer = layer.flatMap(next).filter((state) => {
      const text = JSON.stringify(state);
      const isNew = !seen.has(text);
      seen.add(text);
      return isNew;
    });
  }
  return null;
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
const pairs = <T>(items: readonly T[]): readonly (readonly [T, T])[] =>
  items.flatMap((a, i) => items.filter((_, j) => i !== j).map((b) => [a, b] as const));
/** All subsets of one or two. */
const crews = <T>(items: readonly T[]): readonly (readonly T[])[] => [
  ...items.map((one) => [one]),
  ...items.flatMap((a, i) => items.slice(i + 1).map((b) => [a, b])),
];

/** Peg of each disc, smallest first. */
export function hanoi(discs: number, isSolved: (pegs: readonly number[]) => boolean): Puzzle<readonly number[]> {
  const next = (pegs: readonly number[]): readonly (readonly number[])[] =>
    pairs([0, 1, 2]).flatMap(([from, to]) => {
      const disc = pegs.indexOf(from);
      const blocked = pegs.indexOf(to);
      return disc < 0 || (blocked >= 0 && blocked < disc) ? [] : [pegs.with(disc, to)];
    });
  return { start: range(discs).map(() => 0), next, isSolved };
}

export function slidingTiles(start: readonly number[], goal: readonly number[], columns: number): Puzzle<readonly number[]> {
  const next = (board: readonly number[]): readonly (readonly number[])[] => {
    const gap = board.indexOf(0);
    return range(board.length).flatMap((at) => {
      const rows = Math.abs(Math.floor(at / columns) - Math.floor(gap / columns));
      const isBeside = rows + Math.abs((at % columns) - (gap % columns)) === 1;
      return isBeside ? [board.with(gap, board[at] ?? 0).with(at, 0)] : [];
    });
  };
  return { start, next, isSolved: (board) => String(board) === String(goal) };
}

/** Where the robot is, and where each ball: a room, or a gripper (2, 3). */
export function gripper(balls: number): Puzzle<{ readonly robot: number; readonly balls: readonly number[] }> {
  return {
    start: { robot: 0, balls: range(balls).map(() => 0) },
    next: ({ robot, balls: at }) => [
      { robot: 1 - robot, balls: at },
      ...at.flatMap((place, ball) => {
        if (place >= 2) return [{ robot, balls: at.with(ball, robot) }];
        return place !== robot ? [] : [2, 3].filter((hand) => !at.includes(hand)).map((hand) => ({ robot, balls: at.with(ball, hand) }));
      }),
    ],
    isSolved: ({ balls: at }) => at.every((place) => place === 1),
  };
}

interface Bridge {
  readonly torch: boolean;
  readonly across: readonly boolean[];
  readonly elapsed: number;
}

export function bridge(minutes: readonly number[], most: number): Puzzle<Bridge> {
  return {
    start: { torch: false, across: minutes.map(() => false), elapsed: 0 },
    next: ({ torch, across, elapsed }) =>
      crews(range(minutes.length).filter((person) => across[person] === torch))
        .map((crew) => ({
          torch: !torch,
          across: across.map((is, person) => (crew.includes(person) ? !is : is)),
          elapsed: elapsed + Math.max(...crew.map((person) => minutes[person] ?? 0)),
        }))
        .filter((state) => state.elapsed <= most),
    isSolved: ({ across }) => across.every((is) => is),
  };
}

interface Couples {
  readonly boat: boolean;
  /** Husbands, then wives. */
  readonly sides: readonly boolean[];
}

export function husbands(couples: number): Puzzle<Couples> {
  const isHusband = (person: number): boolean => person < couples;
  const isQuiet = (group: readonly number[]): boolean =>
    group.every((person) => isHusband(person) || group.includes(person - couples) || !group.some(isHusband));
  const people = range(2 * couples);
  return {
    start: { boat: false, sides: people.map(() => false) },
    next: ({ boat, sides }) =>
      crews(people.filter((person) => sides[person] === boat))
        .filter(isQuiet)
        .map((crew) => ({ boat: !boat, sides: sides.map((side, person) => (crew.includes(person) ? !side : side)) }))
        .filter((state) => [true, false].every((side) => isQuiet(people.filter((person) => state.sides[person] === side)))),
    isSolved: ({ sides }) => sides.every((side) => side),
  };
}

export function jugs(sizes: readonly number[], start: readonly number[], goal: readonly number[]): Puzzle<readonly number[]> {
  return {
    start,
    next: (litres) =>
      pairs(range(sizes.length)).map(([from, to]) => {
        const poured = Math.min(litres[from] ?? 0, (sizes[to] ?? 0) - (litres[to] ?? 0));
        return litres.map((amount, jug) => (jug === from ? amount - poured : jug === to ? amount + poured : amount));
      }),
    isSolved: (litres) => String(litres) === String(goal),
  };
}

export const lightsOut: Puzzle<readonly boolean[]> = {
  start: range(9).map(() => true),
  next: (lamps) =>
    range(9).map((at) =>
      lamps.map((on, lamp) => {
        const distance = Math.abs(Math.floor(lamp / 3) - Math.floor(at / 3)) + Math.abs((lamp % 3) - (at % 3));
        return distance <= 1 ? !on : on;
      }),
    ),
  isSolved: (lamps) => lamps.every((on) => !on),
};

export const toadsAndFrogs: Puzzle<string> = {
  start: 'TTT_FFF',
  next: (row) =>
    [/T_/, /_F/, /T(.)_/, /_(.)F/].flatMap((move) => {
      const moved = row.replace(move, (found) => [...found].reverse().join(''));
      return moved === row ? [] : [moved];
    }),
  isSolved: (row) => row === 'FFF_TTT',
};

/** Square of each knight; the first two are white. */
export const knightsSwap: Puzzle<readonly number[]> = {
  start: [0, 2, 6, 8],
  next: (squares) =>
    squares.flatMap((from, knight) =>
      range(9)
        .filter(
          (to) => Math.abs(Math.floor(from / 3) - Math.floor(to / 3)) * Math.abs((from % 3) - (to % 3)) === 2 && !squares.includes(to),
        )
        .map((to) => squares.with(knight, to)),
    ),
  isSolved: ([a, b, c, d]) => [a, b].sort().join() === '6,8' && [c, d].sort().join() === '0,2',
};

/** Harbour of the ferry, the car on it (-1 for none), and the harbour of each car (-1 on the ferry). */
export const ferry: Puzzle<readonly [number, number, readonly number[]]> = {
  start: [0, -1, [0, 1, 2]],
  next: ([at, aboard, cars]) => [
    ...[0, 1, 2].filter((to) => to !== at).map((to) => [to, aboard, cars] as const),
    ...(aboard < 0
      ? cars.flatMap((where, car) => (where === at ? [[at, car, cars.with(car, -1)] as const] : []))
      : [[at, -1, cars.with(aboard, at)] as const]),
  ],
  isSolved: ([, , cars]) => String(cars) === '1,2,0',
};
