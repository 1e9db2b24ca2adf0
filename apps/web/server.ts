// The web server, run by Node as it is: it loads what `npm run build -w apps/web` made of the pages.
const built = new URL("./build/server/index.js", import.meta.url)

try {
  const { start } = (await import(built.href)) as typeof import("./src/app.ts")
  await start(new URL("./build/client/", import.meta.url))
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  const missing = code === "ERR_MODULE_NOT_FOUND" && message.includes("build/server/index.js")
  const said = missing ? "the pages are not built: npm run build -w apps/web" : message
  process.stderr.write(`error: ${said}\n`)
  process.exit(error instanceof Error && error.name === "DomainError" ? 2 : 1)
}
