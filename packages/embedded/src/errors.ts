/** Why the built-in PostgreSQL cannot serve. `message` is one sentence a person can act on. */
export class ClusterError extends Error {
  override readonly name = "ClusterError"
  readonly code: "unsupported" | "missing" | "permission" | "failed"

  constructor(code: ClusterError["code"], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
