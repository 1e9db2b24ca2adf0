import { defineConfig } from "vite"

/** Node runs no .tsx: the mails are built to plain ESM. Everything but our own files stays an import, linked workspaces included. */
export default defineConfig({
  build: {
    ssr: "src/index.ts",
    outDir: "dist",
    target: "esnext",
    minify: false,
    sourcemap: true,
    rolldownOptions: { external: [/^@vigie\//] },
  },
  ssr: { external: true },
})
