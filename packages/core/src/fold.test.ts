import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { foldName, foldPlace, foldProvider, foldTitle, slugify, withoutArticle } from "./fold.ts"

const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.string())

describe("foldTitle", () => {
  it.each([
    ["LAISSE ALLER... C'EST UNE VALSE !", "laisse aller c est une valse"],
    ["Laisse aller, c’est une valse", "laisse aller c est une valse"],
    ["L’Œuvre au noir", "l oeuvre au noir"],
    ["En avoir (ou pas)", "en avoir ou pas"],
    ["BARNIE ET SES PETITES CONTRARIÉTÉS", "barnie et ses petites contrarietes"],
    ["M.A.S.H.", "mash"],
    ["8½", "8 1 2"],
    ["2001, l'odyssée de l'espace", "2001 l odyssee de l espace"],
    ["Smørrebrød & Łódź", "smorrebrod lodz"],
    ["???", "???"],
    ["  ", ""],
    ["ΟΔΟΣ", "οδοσ"],
    ["İstanbul", "istanbul"],
  ])("folds %j to %j", (title, folded) => {
    expect(foldTitle(title)).toBe(folded)
  })

  it("is idempotent and blind to composition and case on any text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldTitle(text)

        expect(foldTitle(folded)).toBe(folded)
        expect(foldTitle(text.normalize("NFD"))).toBe(folded)
        expect(foldTitle(text.normalize("NFC"))).toBe(folded)
      }),
      { numRuns: 2000 },
    )
  })

  it("keeps the leading article, and offers the title without it", () => {
    expect(foldTitle("Les Milles")).not.toBe(foldTitle("Milles"))
    expect(withoutArticle(foldTitle("Les Milles"))).toBe("milles")
    expect(withoutArticle(foldTitle("L'Atalante"))).toBe("atalante")
    expect(withoutArticle(foldTitle("Les"))).toBe("les")
  })
})

describe("foldName", () => {
  it.each([
    ["Jean D'Eaubonne", "Jean d’Eaubonne"],
    ["Denis, Claire", "Claire Denis"],
    ["Jean-Pierre MARIELLE", "Jean Pierre Marielle"],
    ["Éric Elmosnino", "Eric Elmosnino"],
  ])("makes %j and %j equal", (a, b) => {
    expect(foldName(a)).toBe(foldName(b))
  })

  it("keeps different people apart", () => {
    expect(foldName("Luc Dardenne")).not.toBe(foldName("Jean-Pierre Dardenne"))
  })

  it("is idempotent on any text", () => {
    fc.assert(fc.property(anyText, (text) => foldName(foldName(text)) === foldName(text)))
  })
})

describe("foldPlace", () => {
  it.each([
    ["Bruay la Buissière", "Bruay-la-Buissière"],
    ["Noeux-les-Mines", "Nœux-les-Mines"],
    ["St-Omer", "Saint-Omer"],
    ["Ste Marie Kerque", "Sainte-Marie-Kerque"],
    ["Boulogne s/ Mer", "Boulogne-sur-Mer"],
    ["LE TOUQUET-PARIS-PLAGE", "Le Touquet Paris Plage"],
  ])("makes %j and %j equal", (a, b) => {
    expect(foldPlace(a)).toBe(foldPlace(b))
  })

  it("keeps different places apart, and is idempotent", () => {
    expect(foldPlace("Saint-Omer")).not.toBe(foldPlace("Sainte-Omer"))
    expect(foldPlace("Best")).toBe("best")
    fc.assert(fc.property(anyText, (text) => foldPlace(foldPlace(text)) === foldPlace(text)))
  })
})

describe("foldProvider", () => {
  it("tells TF1+ from TF1, and Disney+ is Disney Plus", () => {
    expect(foldProvider("TF1+")).not.toBe(foldProvider("TF1"))
    expect(foldProvider("Disney+")).toBe(foldProvider("Disney Plus"))
    expect(foldProvider("France•tv")).toBe(foldProvider("FRANCE.TV"))
  })
})

describe("slugify", () => {
  it("makes an address part", () => {
    expect(slugify("Ascenseur pour l'échafaud")).toBe("ascenseur-pour-l-echafaud")
    expect(slugify("Bienvenue chez les Ch'tis (2008)")).toBe("bienvenue-chez-les-ch-tis-2008")
    expect(slugify("千と千尋")).toBe("")
  })

  it("yields at most 80 characters of [a-z0-9-] on any text, none at the ends", () => {
    fc.assert(
      fc.property(
        anyText,
        (text) => /^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/.test(slugify(text)) && slugify(text).length <= 80,
      ),
    )
  })
})
