import { data } from "react-router"

/** For `catch`: what an address or a form made up is its own fault, a 404 or a 400; anything else is thrown on. */
export function refuse(error: unknown): never {
  if (!(error instanceof Error) || error.name !== "DomainError") throw error
  const { code } = error as { code?: string }
  throw data(null, { status: code === "not_found" ? 404 : 400 })
}
