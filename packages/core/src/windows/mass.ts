/**
 * I10: whether further withdrawals of a source are held: more than 20, and more than 30 % of the windows it had open, closed
 * by withdrawal within 24 h. Ends that were stated never count.
 */
export function massHold(counts: {
  /** Windows closed by this source's withdrawals in the last 24 h. */
  readonly closedByWithdrawal24h: number
  /** Open windows of this source before them. */
  readonly openBefore: number
}): boolean {
  return counts.closedByWithdrawal24h > 20 && counts.closedByWithdrawal24h > 0.3 * counts.openBefore
}
