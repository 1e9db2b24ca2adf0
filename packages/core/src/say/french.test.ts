import { expect, test } from "vitest"
import { atInFrench, ofInFrench } from "./french.ts"

test.each([
  ["Jeanne Exemple", "de Jeanne Exemple"],
  ["Anne Le Goff", "d'Anne Le Goff"],
  ["Éric Rohmer", "d'Éric Rohmer"],
  ["Œdipe", "d'Œdipe"],
  ["Yann Tiersen", "de Yann Tiersen"],
  ["Hélène Angel", "de Hélène Angel"],
])("%s after de", (name, said) => expect(ofInFrench(name)).toBe(said))

test.each([
  ["Lille", "à Lille"],
  ["Le Havre", "au Havre"],
  ["Les Sables-d'Olonne", "aux Sables-d'Olonne"],
  ["La Rochelle", "à La Rochelle"],
  ["L'Isle-Adam", "à L'Isle-Adam"],
  ["Lens", "à Lens"],
  ["Lesquin", "à Lesquin"],
])("%s after à", (place, said) => expect(atInFrench(place)).toBe(said))
