// Decides what of a result must come out again when it is judged again: what was decided, not what showed it.

/** The verdict of a trajectory, the outcome of a plan, the verdicts of a check: what must come out again. */
export function resultOf(json: string): string {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null) return 'nothing';
  if ('verdict' in value)
    return `${String(value.verdict)}${'failure' in value && value.failure !== null ? ` at ${failureOf(value.failure)}` : ''}`;
  if ('outcome' in value)
    return `${String(value.outcome)}${'plans' in value && Array.isArray(value.plans) ? `, ${value.plans.map(lengthOf).join(' and ') || 'no'} steps` : ''}`;
  if ('items' in value && Array.isArray(value.items)) return value.items.map(itemOf).join('; ');
  return 'nothing';
}

function failureOf(failure: unknown): string {
  if (typeof failure !== 'object' || failure === null) return 'no step';
  const step = 'step' in failure ? String(failure.step) : '?';
  const requirement =
    'requirement' in failure && typeof failure.requirement === 'object' && failure.requirement !== null ? failure.requirement : {};
  return `step ${step}${'id' in requirement && typeof requirement.id === 'string' ? `, ${requirement.id}` : ''}`;
}

function lengthOf(plan: unknown): string {
  const trajectory = typeof plan === 'object' && plan !== null && 'trajectory' in plan ? plan.trajectory : null;
  const steps = typeof trajectory === 'object' && trajectory !== null && 'steps' in trajectory ? trajectory.steps : [];
  return Array.isArray(steps) ? String(steps.length) : '?';
}

function itemOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return '?';
  const name = ['kind', 'operation', 'subject', 'about', 'id']
    .flatMap((key) => (key in item ? [JSON.stringify(Reflect.get(item, key))] : []))
    .join(' ');
  return `${name} ${'verdict' in item ? JSON.stringify(Reflect.get(item, 'verdict')) : ''}`.slice(0, 400);
}
