import script from "../../scripts/push.js?raw"
import { scriptAnswer } from "./script-answer.ts"

/** The script of the channels' page. */
export function loader(): Response {
  return scriptAnswer(script)
}
