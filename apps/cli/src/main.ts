// Nothing is imported before Node's version is known: an older one would stop at the first import, in its own words.
const OLDEST_NODE = 26

if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
  process.stderr.write(
    `error: Node ${process.versions.node} is too old, ${OLDEST_NODE} is needed: call it as \`npm run -s vigie -- …\`\n`,
  )
  process.exit(1)
}
// Compiled code is kept between calls; where it cannot be written, nothing but time is lost.
;(await import("node:module")).enableCompileCache()
const { run } = await import("./run.ts")
await run(process.argv.slice(2))
