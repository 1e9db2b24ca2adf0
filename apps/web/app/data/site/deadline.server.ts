class Late extends Error {}

/** The outcome of `work`, or an error that `isUnreachable` knows when it takes longer than `ms`. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(`nothing within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "EPIPE"])
// SQLSTATE: connection exceptions, operator intervention (shutdown, a statement over its limit), too many connections.
const STATES = /^(08...|57...|53300)$/

/** True when it is the database that cannot be reached or is too slow, not the question that is wrong. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof Late) return true
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: string }
  if (code !== undefined && (NETWORK.has(code) || STATES.test(code))) return true
  return /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)
}
