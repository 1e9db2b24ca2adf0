export { ENV_NAMES } from "./env.ts"
