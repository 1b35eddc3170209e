import type { Allowance } from '../schema/index.js';

/** Steps that one body may cost: a second's work, and more than the largest body of a usual document needs. */
const MAX_STEPS = 6_000_000;

/**
 * So many steps more may a body cost whose schema demands much, for each member of the document: six seconds' work at
 * most.
 */
const STEPS_A_MEMBER = 400;
const MOST_MORE = 6 * MAX_STEPS;

/** The steps that a document of so many members is worth, beyond those of any body. */
export function stepsFor(members: number): number {
  return Math.min(STEPS_A_MEMBER * members, MOST_MORE);
}

/** What making one value and deciding one choice cost, in the steps of verdicts. */
const VALUE = 20;

/** What a plan costs, and what each schema in each of its branches costs more. */
const PLAN = 200;
const PLAN_EACH = 10;

/**
 * The one budget of a body, in counted steps and without a clock: planning, making, and the verdicts and explanations
 * that the making asks for pay from it. So the same body is given up at the same step everywhere.
 */
export class Work implements Allowance {
  left = 0;
  /** Counts bodies. */
  body = 0;

  /**
   * For a new body.
   * @param more steps that it may cost beyond the usual
   */
  begin(more = 0): void {
    this.left = MAX_STEPS + more;
    this.body += 1;
  }

  /** Whether the body must be given up. */
  get isSpent(): boolean {
    return this.left <= 0;
  }

  /** For one value, or one choice. */
  payValue(): void {
    this.left -= VALUE;
  }

  /** For finding what so many schemas say of one member. */
  payMember(schemas: number): void {
    this.left -= schemas;
  }

  /** For a plan of so many schemas and branches. */
  payPlan(schemas: number, branches: number): void {
    this.left -= PLAN + PLAN_EACH * schemas * (branches + 1);
  }
}
