/** For tests only: an installation of their own, and sites on loopback that answer what they say. */
export { type Installation, openInstallation } from "./installation.ts"
export { type Answer, openSite, type Site } from "./site.ts"
