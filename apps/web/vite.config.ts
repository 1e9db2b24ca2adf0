import { reactRouter } from "@react-router/dev/vite"
import tailwindcss from "@tailwindcss/vite"
import { defineConfig, type Plugin } from "vite"

/** Text never jumps: a typeface that has not come by the first line's painting is used from the next page on. */
const steadyFonts: Plugin = {
  name: "steady-fonts",
  enforce: "pre",
  transform: (code, id) =>
    /@fontsource.*\.css/.test(id) ? code.replaceAll("font-display: swap", "font-display: optional") : undefined,
}

/**
 * The server's bundle holds our own packages (TypeScript sources) and React; whatever else comes from npm stays an import.
 * No module of ours acts by being imported, so what a page does not use (queues, transports, parsers) is left out whole.
 */
export default defineConfig({
  plugins: [steadyFonts, tailwindcss(), reactRouter()],
  build: { target: "esnext", assetsInlineLimit: 0 },
  ssr: {
    // Built already; it is loaded by the one page that sends a mail.
    external: ["@vigie/emails"],
    noExternal: [/^@vigie\//, /^@?react/, "@remix-run/node-fetch-server", "cookie-es"],
  },
  environments: {
    ssr: {
      build: {
        sourcemap: true,
        rollupOptions: {
          input: "./src/app.ts",
          treeshake: { moduleSideEffects: (id) => /\.css|\/apps\/web\/|virtual:/.test(id) },
        },
      },
    },
  },
})
