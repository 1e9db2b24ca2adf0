/** What PostgreSQL's programs may see of our environment: enough to run, nothing that steers them (PGPORT, PGDATA …). */
export function machineEnv(): Record<string, string> {
  const kept = ["PATH", "SystemRoot", "TEMP", "TMP"].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  })
  return { ...Object.fromEntries(kept), LC_ALL: "C", TZ: "UTC" }
}
