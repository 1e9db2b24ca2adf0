import { answerWatch, makeAlerts } from "@vigie/db"
import type { Stages } from "./stages.ts"

/** Makes the alerts of a change; returns how many people are told. */
export async function tellChange(stages: Stages, changeId: string): Promise<number> {
  stages.at("alerting")
  const told = await makeAlerts(stages.db, changeId, stages.now())
  stages.at("alerted")
  return told
}

/** Gives a watch its first answer. */
export function tellFirstAnswer(stages: Stages, watchId: string): Promise<number> {
  return answerWatch(stages.db, watchId, stages.now())
}
