import { upsertProviders } from "@vigie/db"
import { readFacts } from "@vigie/seeds"
import { openSite, openTestInstallation, type Site, type TestInstallation } from "@vigie/stages/testing"

export interface World {
  readonly vigie: TestInstallation
  readonly site: Site
  close(): Promise<void>
}

/** An installation that knows the providers every one starts with, no film, and a site that it may ask. */
export async function openWorld(env: (site: Site) => Readonly<Record<string, string>> = () => ({})): Promise<World> {
  const site = await openSite()
  const vigie = await openTestInstallation({ VIGIE_ALLOW_HOSTS: site.host, ...env(site) })
  await upsertProviders(
    vigie.db,
    readFacts().providers.map((provider) => ({ ...provider, demo: false })),
  )
  return {
    vigie,
    site,
    close: async () => {
      await vigie.close()
      await site.close()
    },
  }
}

/** Shows Arte's recorded home at an address of the site. The zones' second pages were not recorded: they are empty here. */
export function showArteHome(site: Site, path: string, home: string): void {
  const last = { data: [], pagination: { page: 2, pages: 2, totalCount: 20, links: { next: null } } }
  for (const [, next = ""] of home.matchAll(/"next"\s*:\s*"https:\/\/api\.arte\.tv(\/[^"?]*)/gu))
    site.show(next, JSON.stringify(last))
  site.show(path, home)
}
