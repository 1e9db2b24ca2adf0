import { migrate, openDb } from "@vigie/db"

const PLAIN = "plain"

function named(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Migrates one database of a cluster, of which `newDatabase` makes copies: migrating each would take most of the start. */
export async function preparePlain(clusterUrl: string): Promise<void> {
  await create(clusterUrl, PLAIN)
  await migrate(named(clusterUrl, PLAIN))
}

/** The address of an empty, migrated database of that cluster. */
export async function newDatabase(clusterUrl: string, name: string): Promise<string> {
  await create(clusterUrl, `${name} template ${PLAIN}`)
  return named(clusterUrl, name)
}

async function create(clusterUrl: string, what: string): Promise<void> {
  const main = openDb(clusterUrl, { max: 1 })
  await main.sql(`create database ${what}`)
  await main.close()
}
