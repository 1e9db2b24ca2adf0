import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { parsePrice } from "./prices.ts"

const eur = (amountMinor: number) => ({ amountMinor, currency: "EUR" })

describe("parsePrice", () => {
  it.each([
    ["2,99 €", 299],
    ["2,99\u00a0€", 299],
    ["2,99\u202f€", 299],
    ["2,99\u2009€", 299],
    ["2,99€", 299],
    ["3€99", 399],
    ["3 € 99", 399],
    ["à partir de 3,99 €", 399],
    ["À PARTIR DE 3,99€", 399],
    ["EUR 9.99", 999],
    ["9.99 EUR", 999],
    ["7.99 euros", 799],
    ["€3.99", 399],
    ["0,00 €", 0],
    ["5 €", 500],
    ["2,9 €", 290],
    ["1 299,00 €", 129_900],
    ["1\u202f299,00\u00a0€", 129_900],
    ["1.299,00 €", 129_900],
    ["€1,299.00", 129_900],
    ["Location 48h : 2,99 €", 299],
    ["4K - 7,99 €", 799],
    ["2,99 € TTC*", 299],
  ])("reads %j", (text, amountMinor) => {
    expect(parsePrice(text)).toEqual(eur(amountMinor))
  })

  it.each(["-", "–", "—", "", " \u00a0", "N/A", "n.c."])("finds no price in %j", (text) => {
    expect(parsePrice(text)).toBeNull()
  })

  it.each([
    ["£1,299.99", null, 129_999, "GBP"],
    ["CHF 2.90", null, 290, "CHF"],
    ["US$ 3.99", null, 399, "USD"],
    ["$2.99 USD", null, 299, "USD"],
    ["C$5.99", null, 599, "CAD"],
    ["$3.99", "US", 399, "USD"],
    ["$3.99", "CA", 399, "CAD"],
    ["¥1,200", "JP", 1200, "JPY"],
    ["59 kr", "SE", 5900, "SEK"],
    ["2,99", "FR", 299, "EUR"],
    ["Gratuit", "FR", 0, "EUR"],
    ["Free", "GB", 0, "GBP"],
  ])("reads %j in %s", (text, territory, amountMinor, currency) => {
    expect(parsePrice(text, territory)).toEqual({ amountMinor, currency })
  })

  it.each([
    ["$3.99", null],
    ["$3.99", "FR"],
    ["2,99", null],
    ["Gratuit", null],
    ["2,99 € £2.99", null],
    ["2,99 € 3,99 €", "FR"],
    ["2,99 € - 3,99 €", "FR"],
    ["-2,99 €", "FR"],
    ["-50 %", "FR"],
    ["1,299 €", "FR"],
    ["12,34,5 €", "FR"],
    ["¥5.50", "JP"],
    ["3€9", "FR"],
    ["inclus", "FR"],
    ["HD", "FR"],
  ])("refuses %j in %s, naming it", (text, territory) => {
    expect(() => parsePrice(text, territory)).toThrow(`"${text}" is no price: `)
  })

  it("reads back every amount as French and English typography write it", () => {
    const space = fc.constantFrom("", " ", "\u00a0", "\u202f", "\u2009")
    const before = fc.constantFrom("", "à partir de ", "Prix : ", "dès\u00a0")
    fc.assert(
      fc.property(fc.nat({ max: 999_999_99 }), space, before, (amountMinor, gap, words) => {
        const french = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 2 }).format(amountMinor / 100)
        const english = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2 }).format(amountMinor / 100)
        const cents = String(amountMinor % 100).padStart(2, "0")

        expect(parsePrice(`${words}${french}${gap}€`)).toEqual(eur(amountMinor))
        expect(parsePrice(`€${gap}${english}`)).toEqual(eur(amountMinor))
        expect(parsePrice(`EUR${gap || " "}${english}`)).toEqual(eur(amountMinor))
        expect(parsePrice(`${words}${Math.floor(amountMinor / 100)}€${cents}`)).toEqual(eur(amountMinor))
      }),
    )
  })

  it("answers any text with a price, nothing or bad_price", () => {
    const piece = fc.constantFrom("2", "99", ",", ".", " ", "€", "$", "-", "à partir de", "EUR", "h", "'")
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join("")
        try {
          const price = parsePrice(text, "FR")
          expect(price === null || Number.isSafeInteger(price.amountMinor)).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ code: "bad_price" })
        }
      }),
    )
  })
})
