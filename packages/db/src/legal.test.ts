import { expect, test } from "vitest"
import type { Db } from "./client.ts"
import { type Legal, legalFaults, readLegal, writeLegal } from "./legal.ts"
import { putSetting } from "./settings.ts"
import { useDatabase } from "./testing/use-database.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

const LEGAL: Legal = {
  operator: "Ciné-club du Phare",
  registration: "",
  address: "1 quai de la Lune\n29000 Quimper",
  email: "club@phare.example",
  director: "Odette Varin",
  host: "Hébergeur Exemple",
  hostAddress: "2 rue des Serveurs\n75000 Paris",
  country: "FR",
}

test("nothing is published before everything is said, and then who said it is kept", async () => {
  expect(await readLegal(db)).toBeNull()

  await writeLegal(db, { ...LEGAL, operator: "  Ciné-club du Phare " }, "operator-1")

  expect(await readLegal(db)).toEqual(LEGAL)
  expect(await db.sql("select actor, act, subject, detail from audit")).toEqual([
    { actor: "operator-1", act: "legal", subject: "legal", detail: null },
  ])
})

test("what is incomplete is neither stored nor read", async () => {
  await expect(writeLegal(db, { ...LEGAL, host: " " }, "operator-1")).rejects.toThrow("missing")
  await putSetting(db, "legal", { ...LEGAL, director: "" })

  expect(await readLegal(db)).toBeNull()
})

test.each([
  [{}, { operator: "missing", address: "missing", email: "missing", country: "missing" }],
  [{ ...LEGAL, email: "club@phare" }, { email: "email" }],
  [{ ...LEGAL, country: "XX" }, { country: "missing" }],
  [{ ...LEGAL, address: "a".repeat(501) }, { address: "long" }],
])("each fault names its field: %#", (given, faults) => {
  expect(legalFaults(given)).toMatchObject(faults)
  expect(Object.keys(legalFaults(LEGAL))).toEqual([])
})
