import { config } from "../../../src/env.ts"
import icon from "../../icons/icon-512.png"

/** Where this installation is, for whatever is read elsewhere: search engines, other sites, calendars. */
export interface SiteFacts {
  /** Without a slash at its end. */
  readonly baseUrl: string
  /** The path of a picture of 512 × 512. */
  readonly icon: string
  /** Whether search engines may show it: never while it is one person's own. */
  readonly indexed: boolean
}

export const SITE: SiteFacts = { baseUrl: config.baseUrl, icon, indexed: config.accounts !== "local" }
