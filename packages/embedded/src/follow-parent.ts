// Loaded before a supervised process's own code: when the supervisor is gone, killed or not, its channel closes, and the
// process is asked to stop as if by the supervisor; should it not, it is ended.
const GRACE_MS = 5000

if (process.connected) {
  process.once("disconnect", () => {
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref()
    process.kill(process.pid, "SIGTERM")
  })
  // The channel alone keeps nobody alive.
  process.channel?.unref()
}
