// Decides the peer: the textbook encoding of the same trajectories, one SMT array of records per step, put to the same Z3.

/**
 * SMT-LIB text: stock of every product as one array per step, presence as another; every step stores, every claim reads. The keys are
 * integers: constants, or unknowns. The question is whether some claim can fail; the answer is `unsat`.
 */
export function textbookScript(steps: number, keysAreUnknown: boolean): string {
  const lines = [
    '(declare-const stock0 (Array Int Int))',
    '(declare-const there0 (Array Int Bool))',
    '(assert (forall ((k Int)) (=> (select there0 k) (>= (select stock0 k) 0))))',
  ];
  const claims: string[] = [];
  for (let i = 0; i < steps; i += 1) {
    const key = keysAreUnknown ? `key${i - (i % 2)}` : String(i - (i % 2));
    if (keysAreUnknown && i % 2 === 0) lines.push(`(declare-const ${key} Int)`);
    const next = i + 1;
    const quantity = (i % 5) + 1;
    const stock = i % 2 === 0 ? '10' : `(- (select stock${i} ${key}) ${quantity})`;
    if (i % 2 === 1) claims.push(`(and (select there${i} ${key}) (<= ${quantity} (select stock${i} ${key})))`);
    lines.push(`(define-fun stock${next} () (Array Int Int) (store stock${i} ${key} ${stock}))`);
    lines.push(`(define-fun there${next} () (Array Int Bool) (store there${i} ${key} true))`);
  }
  return [...lines, `(assert (not (and true ${claims.join(' ')})))`, '(check-sat)'].join('\n');
}
