/** One pass over all due targets, as a side reports it. */
export interface Round {
  readonly checks: number
  readonly seconds: number
  /** Processor time of the side's own process, µs. */
  readonly cpuMicros: number
  readonly peakMb: number
}

/** The child's half: says it is ready, then runs a round whenever it is asked to, until its parent lets go. */
export function serveRounds(run: () => Promise<number>, close: () => Promise<void>): void {
  process.on("message", async () => {
    const began = performance.now()
    const cpu = process.cpuUsage()
    const checks = await run()
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(cpu)
    const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
    process.send?.({ checks, seconds, cpuMicros: user + system, peakMb } satisfies Round)
  })
  process.on("disconnect", () => void close().finally(() => process.exit(0)))
  process.send?.({ ready: true })
}
