import type { Config } from "@react-router/dev/config"

export default {
  ssr: true,
  // Every page is right without a script, so none is sent and none is prepared.
  routeDiscovery: { mode: "initial" },
} satisfies Config
