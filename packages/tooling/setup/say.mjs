// Plain JavaScript for Node 18 and later: this runs before anything is installed, under the machine's own Node.

/** Speaks on stderr: stdout belongs to the command this prepares. */
export function say(message) {
  process.stderr.write(`vigie: ${message}\n`)
}

/** A failure that is told in one message, without a stack. */
export class SetupError extends Error {}
