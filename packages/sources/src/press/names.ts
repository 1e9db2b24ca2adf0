const PARTICLE = "(?:del|de|du|des|d'|d’|la|le|van|von|der|den|di|da|ben|el|al)"
const WORD = "(?:(?:\\p{Lu}\\.)+|\\p{Lu}[\\p{L}'’-]+)"
const NAME = `${WORD}(?:\\s+(?:${PARTICLE}\\s*)?${WORD}){1,3}`
/** One director or several, as a credit writes them. */
export const NAMES = `${NAME}(?:(?:,\\s+|\\s+(?:et|&)\\s+)${NAME}){0,3}`
