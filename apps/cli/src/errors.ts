/** Input that cannot be used: exit 2, nothing stored. The message names the option, file or value. */
export class BadInput extends Error {
  constructor(message: string) {
    super(message)
    this.name = "BadInput"
  }
}

/** Work that failed after its results were printed: exit 1. */
export class WorkFailed extends Error {
  constructor(message: string) {
    super(message)
    this.name = "WorkFailed"
  }
}

/** Nobody answered: the work failed, the input was not at fault. */
export function refusedToFailed(error: Error): never {
  throw (error as { code?: string }).code === "refused" ? new WorkFailed(error.message) : error
}

/** Any error's message on one line. */
export function lineOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(lineOf).join("; ")
  const message = error instanceof Error ? error.message || error.name : String(error)
  return message.replace(/\s*[\r\n]+\s*/g, " ").trim()
}

const REFUSED_URL = new Set(["bad_url", "refused_address"])

/** 2 for input that is at fault, 1 for everything else. Errors are told by name, so that nothing is loaded for it. */
export function exitCodeOf(error: unknown): 1 | 2 {
  if (!(error instanceof Error)) return 1
  if (error.name === "BadInput" || error.name === "DomainError") return 2
  return error.name === "NetError" && REFUSED_URL.has((error as { kind?: string }).kind ?? "") ? 2 : 1
}
