import type { Pack } from "@vigie/seeds"
import { faultInWords, type SetupRequest, setupFaults } from "@vigie/stages/setup"
import { BadInput } from "../errors.ts"

export interface SetupOptions {
  readonly territory?: string
  readonly contact?: string
  /** Ids, by commas or one by one; `none` for none. */
  readonly pack?: readonly string[]
  readonly yes?: boolean
  readonly testMail?: string
}

/** What the options say. Throws BadInput that names everything that is missing or cannot be used. */
export function requestIn(options: SetupOptions, packs: readonly Pack[]): SetupRequest {
  const ids = (options.pack ?? []).flatMap((text) => text.split(",")).map((id) => id.trim())
  const named = ids.filter((id) => id !== "" && id !== "none")
  const missing = [
    ...(options.territory === undefined
      ? ["--territory: expected an ISO 3166-1 code such as FR; it is asked, never guessed"]
      : []),
    ...(options.contact === undefined
      ? ["--contact: expected an e-mail address or a URL by which the sites that are asked reach you"]
      : []),
    ...(ids.every((id) => id === "") ? [`--pack: expected ${listOf(packs)}, or none`] : []),
  ]
  if (missing.length > 0) throw new BadInput(missing.join("; "))
  const request = { territory: options.territory ?? "", contact: options.contact ?? "", packs: named }
  const faults = setupFaults(request, packs)
  if (faults.length > 0)
    throw new BadInput(faults.map((fault) => `--${faultInWords(fault, request, packs)}`).join("; "))
  return request
}

function listOf(packs: readonly Pack[]): string {
  return packs.map(({ id, title }) => `${id} (${title.en})`).join(", ")
}
