import script from "../../scripts/sw.js?raw"
import { scriptAnswer } from "./script-answer.ts"

/** What a browser that asked for notifications shows them by. */
export function loader(): Response {
  return scriptAnswer(script)
}
