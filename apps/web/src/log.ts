import pino from "pino"
import { config } from "./env.ts"

export const log = pino({ name: "web", level: config.logLevel })
