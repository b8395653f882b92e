// Decides the peer: the textbook encoding of the same trajectories, one SMT array of records per collection and step, put to the same Z3.

/**
 * SMT-LIB text. A collection is an array from keys to records or none; each step's arrays are the previous ones with a store, asserted as
 * equations; fresh keys differ from those in use. Keys are integers: constants, or unknowns. The question is whether some claim can fail, and
 * the answer is `unsat`. Made for one question with everything in it, as bounded model checkers ask it.
 */
export function textbookScript(steps: number, keysAreUnknown: boolean, records: number | null): string {
  const lines = [
    '(declare-datatypes ((Product 0)) (((noProduct) (product (price Real) (stock Int)))))',
    '(declare-datatypes ((Order 0)) (((noOrder) (order (sku Int) (quantity Int) (total Real)))))',
    '(declare-const products0 (Array Int Product))',
    '(declare-const orders0 (Array Int Order))',
    ...initialFacts(records),
  ];
  const claims: string[] = [];
  for (let i = 0; i < steps; i += 1) {
    const next = i + 1;
    const name = `key${i - (i % 2)}`;
    const key = keysAreUnknown ? name : String(i - (i % 2));
    if (keysAreUnknown && i % 2 === 0) lines.push(`(declare-const ${name} Int)`);
    lines.push(`(declare-const products${next} (Array Int Product))`, `(declare-const orders${next} (Array Int Order))`);
    if (i % 2 === 0) {
      lines.push(`(assert (= products${next} (store products${i} ${key} (product 2.5 10))))`, `(assert (= orders${next} orders${i}))`);
      continue;
    }
    const quantity = (i % 5) + 1;
    const record = `(select products${i} ${key})`;
    claims.push(`(and ((_ is product) ${record}) (<= ${quantity} (stock ${record})))`);
    lines.push(
      `(declare-const id${i} Int)`,
      `(assert ((_ is noOrder) (select orders${i} id${i})))`,
      `(assert (= orders${next} (store orders${i} id${i} (order ${key} ${quantity} (* (price ${record}) ${quantity}.0)))))`,
      `(assert (= products${next} (store products${i} ${key} (product (price ${record}) (- (stock ${record}) ${quantity})))))`,
    );
  }
  return [...lines, `(assert (not (and true ${claims.join(' ')})))`, '(check-sat)'].join('\n');
}

/** The records that the first state is known to have, or else that the stock of every record is at least 0. */
function initialFacts(records: number | null): readonly string[] {
  if (records === null) {
    const some = '(=> ((_ is product) (select products0 k)) (>= (stock (select products0 k)) 0))';
    return [`(assert (forall ((k Int)) ${some}))`];
  }
  const lines = ['(declare-const filled0 (Array Int Product))', '(assert (= filled0 ((as const (Array Int Product)) noProduct)))'];
  for (let i = 0; i < records; i += 1) {
    lines.push(
      `(declare-const filled${i + 1} (Array Int Product))`,
      `(assert (= filled${i + 1} (store filled${i} ${i} (product 1.25 ${i % 7}))))`,
    );
  }
  return [...lines, `(assert (= products0 filled${records}))`];
}
