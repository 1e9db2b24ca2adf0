const LONGEST = 300

/** "source arte, before paused": what was kept with an act, on one line. */
export function detailInWords(detail: unknown): string {
  if (detail === null || typeof detail !== "object") return detail === null ? "" : String(detail)
  const parts = Object.entries(detail).map(([key, value]) => {
    const said = value !== null && typeof value === "object" ? JSON.stringify(value) : String(value ?? "–")
    return `${key} ${said}`
  })
  const line = parts.join(", ")
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}
