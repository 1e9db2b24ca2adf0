import { expect, test } from "vitest"
import type { FilmMail } from "./mail.ts"
import { ALERTS } from "./previews/films.ts"
import { previews } from "./previews.ts"
import { renderMail } from "./render-mail.tsx"

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ").replace(/ *\n */g, "\n")
const unwrapped = (text: string) => plain(text).replace(/\s+/g, " ")
const digestOf = (locale: "fr" | "en") => {
  const mail = previews(locale).week
  if (mail.kind !== "digest") throw new Error("the sample of a week is of another kind")
  return mail
}
const newsletterOf = (locale: "fr" | "en") => {
  const mail = previews(locale).newsletter
  if (mail.kind !== "newsletter") throw new Error("the sample of a newsletter is of another kind")
  return mail
}
const headings = (text: string) => [...plain(text).matchAll(/^(.+)\n-+$/gm)].map(([, heading]) => heading)

test("a digest says its day, what leaves soon first, then what is there, prices, what is announced, what is gone", async () => {
  const { subject, text, html } = await renderMail(digestOf("fr"))

  expect(plain(subject)).toBe(
    "La semaine de vos films, au mardi 1er juillet : 1 part bientôt, 1 rectification, 2 à voir, 2 prix ou versions, 2 annoncés, 1 nouvelle date, 1 parti",
  )
  const order = ["Partent bientôt", "Rectifications", "À voir maintenant", "Prix et versions", "Annoncés"]
  expect(headings(text)).toEqual([...order, "Nouvelles dates", "Partis"])
  const places = order.map((heading) => html.indexOf(heading))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test("a line of a digest has its film, where and how, its price, until when, its source and a link", async () => {
  const { text, html } = await renderMail(digestOf("en"))

  expect(plain(text)).toContain(
    "* L'Éclaircie\nCiné Étoile, €2.99 instead of €3.99\nRead on Annuaire des films\nhttps://vigie.example/films/l-eclaircie-2024\n",
  )
  expect(plain(text)).toContain(
    "* La Digue\nBack, after it had gone on Tuesday 3 June: France.tv, on free\ncatch-up, until Sunday 6 July inclusive\nRead on La Gazette du ciné\n",
  )
  expect(html).toContain('href="https://annuaire.example/film/1234"')
})

test("in a part, what ends first comes first", async () => {
  const mail = digestOf("fr")
  const later = { ...ALERTS.closing, window: { ...ALERTS.closing.window, end: ALERTS.moved.window.end } }

  const { text } = await renderMail({
    ...mail,
    alerts: [{ ...later, film: { ...later.film, title: "Plus tard" } }, ALERTS.closing],
  })

  expect(text.indexOf("Les Milles")).toBeGreaterThan(0)
  expect(text.indexOf("Les Milles")).toBeLessThan(text.indexOf("Plus tard"))
})

test("a digest of 300 films stays under what mail programs cut, and says where the rest is", async () => {
  const mail = digestOf("fr")
  const long = { ...ALERTS.available.film, title: "Un titre fort long, comme il y en a ".repeat(4) }
  const alerts = Array.from({ length: 300 }, (_, place) => ({
    ...ALERTS.available,
    film: { ...long, pageUrl: `https://vigie.example/films/film-${place}` },
  }))

  const { html, text } = await renderMail({ ...mail, alerts: [ALERTS.closing, ...alerts] })

  expect(Buffer.byteLength(html)).toBeLessThan(100_000)
  expect(text.match(/^\* /gm)).toHaveLength(60)
  expect(plain(text)).toContain("Et 241 autres, dans ce qui vous a été dit :\nhttps://vigie.example/watchlist/told")
})

test.each([
  ["fr", "Les Milles est de retour sur France.tv", "Il n'y était plus depuis le mardi 3 juin, le revoilà."],
  ["en", "Les Milles is back on France.tv", "It had been gone since Tuesday 3 June, and is back."],
] as const)("what is back says in %s since when it had been gone", async (locale, subject, lead) => {
  const mail = previews(locale).back
  if (mail.kind !== "back") throw new Error("the sample of back is of another kind")

  const told = await renderMail({ ...mail, film: ALERTS.available.film })
  const elsewhere = await renderMail({ ...mail, away: { since: mail.away!.since, here: false } })

  expect(plain(told.subject)).toContain(subject)
  expect(unwrapped(told.text)).toContain(lead)
  expect(unwrapped(elsewhere.text)).toContain(
    locale === "fr"
      ? "Il avait quitté une autre plateforme le mardi 3 juin"
      : "It had left another service on Tuesday 3 June",
  )
})

test.each([
  [
    "target",
    "fr",
    "à 2,99 € sur Ciné Étoile : le prix que vous attendiez",
    "Vous attendiez 3,00 € ou moins : le voilà à 2,99 €",
  ],
  ["target", "en", "for €2.99 on Ciné Étoile: the price you were waiting for", "we have never seen it cheaper"],
  ["lowest", "fr", "à 2,99 € sur Ciné Étoile : jamais aussi bas", "nous ne l'avons jamais vu moins cher"],
  ["lowest", "en", "for €2.99 on Ciné Étoile: never so low", "€2.99: we have never seen it cheaper"],
] as const)("a price %s is said in words in %s", async (name, locale, subject, said) => {
  const mail = await renderMail(previews(locale)[name])

  expect(plain(mail.subject)).toContain(subject)
  expect(unwrapped(mail.text)).toContain(said)
})

test("an opening at the price one waited for says so", async () => {
  const mail = previews("fr").available
  if (mail.kind !== "available") throw new Error("the sample of available is of another kind")
  const price = { amountMinor: 199, currency: "EUR" }

  const { text } = await renderMail({ ...mail, reached: { price, target: price, allTimeLow: false } })

  expect(unwrapped(text)).toContain("Vous attendiez 1,99 € ou moins : le voilà à 1,99 €.")
})

test.each([
  [
    "fr",
    "Rectification : Les Milles n'est finalement pas sur France.tv",
    "« Les Milles est disponible sur France.tv jusqu'au 6 juillet » (lundi 30 juin à 20 h 04)",
  ],
  [
    "en",
    "Correction: Les Milles is not on France.tv after all",
    "“Les Milles is available on France.tv until 6 July” (Monday 30 June at 20:04)",
  ],
] as const)(
  "a correction in %s says what was said and when, and what is true now with its proof",
  async (locale, subject, said) => {
    const { text, html, ...mail } = await renderMail(previews(locale).correction)

    expect(plain(mail.subject)).toBe(subject)
    expect(unwrapped(text)).toContain(said)
    expect(unwrapped(text)).toContain(
      locale === "fr" ? "N'y est plus depuis le mardi 1er juillet" : "Gone since Tuesday 1 July",
    )
    expect(unwrapped(text)).toContain(
      locale === "fr"
        ? "Lu sur La Gazette du ciné le mardi 1er juillet à 9 h 30"
        : "Read on La Gazette du ciné on Tuesday 1 July at 09:30",
    )
    expect(html).not.toContain('href="https://www.france.tv/"')
  },
)

test("a correction of what was announced, moved or priced quotes those words", async () => {
  const mail = previews("fr").correction
  if (mail.kind !== "correction") throw new Error("the sample of correction is of another kind")
  const back = { before: {}, after: { reason: "value_returned", end: "2025-07-06T22:00:00Z" } }
  const open = { ...mail.window, end: ALERTS.closing.window.end }

  const moved = await renderMail({
    ...mail,
    window: open,
    change: back,
    said: { ...mail.said, kind: "moved", change: { before: {}, after: { end: "2025-07-20T22:00:00Z" } } },
  })
  const left = await renderMail({
    ...mail,
    window: open,
    change: { before: {}, after: { reason: "returned" } },
    said: { ...mail.said, kind: "closed", change: { before: {}, after: { end: "2025-06-30T12:00:00Z" } } },
  })

  expect(unwrapped(moved.text)).toContain("« Les Milles : nouvelles dates sur France.tv, jusqu'au 20 juillet »")
  expect(unwrapped(moved.text)).toContain("Jusqu'au dimanche 6 juillet inclus")
  expect(unwrapped(left.text)).toContain("« Les Milles a quitté France.tv »")
  expect(plain(left.subject)).toBe("Rectification : Les Milles est finalement toujours sur France.tv")
})

test("a newsletter says its period, its sections in order, and what can be stopped", async () => {
  const { subject, text, html } = await renderMail(newsletterOf("fr"))

  expect(plain(subject)).toBe("Bientôt partis : Les Milles et un autre")
  expect(plain(text)).toContain("Au mardi 1er juillet")
  expect(headings(text)).toEqual(["Cette semaine", "La semaine prochaine"])
  for (const part of [text, html]) {
    expect(part).toContain("Ne plus recevoir cette lettre")
    expect(part).toContain("Ne plus recevoir aucun de ces e-mails")
  }
})

test.each([
  ["services", "Du mardi 24 juin au lundi 30 juin"],
  ["list", "Au mardi 1er juillet"],
] as const)("a newsletter of %s says of when it is", async (newsletter, said) => {
  const { text } = await renderMail({ ...newsletterOf("fr"), newsletter })

  expect(plain(text)).toContain(`\n${said}\n`)
})

test("news of the operator's are paragraphs, and their links are told in text", async () => {
  const { subject, text, html } = await renderMail(previews("en").news)

  expect(subject).toBe("News of Vigie: Two more sources")
  expect(plain(text)).toContain("\nOf Monday 30 June\n")
  expect(plain(text)).toContain("\nNothing changes in your settings.\n")
  expect(text).toContain("\nhttps://vigie.example/sources\n")
  expect(html).toContain(">Nothing changes in your settings.</p>")
})

test("a mail of a standing rule says which, and can stop the rule, the film and all", async () => {
  const { text } = await renderMail(previews("fr").rule)

  expect(unwrapped(text)).toContain("des films tournés dans ce département : Pas-de-Calais.")
  const links = ["r.3q2-7w", "3q2-7w", "a.3q2-7w"].map((mark) => text.indexOf(`/unsubscribe/${mark}\n`))
  expect(links.every((place) => place > 0)).toBe(true)
  expect(links).toEqual(links.toSorted((a, b) => a - b))
})

const HOSTILE = {
  crlf: "Nuit\r\nBcc: all@example.org",
  markup: '<script>alert("x")</script><img src=x>',
  turned: "\u202eeliotÉ \u2067abc",
  hebrew: "ואלס עם באשיר",
  long: "Une très longue histoire ".repeat(12).trim(),
  emoji: `${"👩‍👩‍👧‍👦".repeat(100)} fin`,
}

test.each(Object.entries(HOSTILE))("a title that is %s does no harm in any mail", async (_, title) => {
  const named = (alert: (typeof ALERTS)[keyof typeof ALERTS]) => ({ ...alert, film: { ...alert.film, title } })
  const base = digestOf("fr")
  const newsletter = newsletterOf("fr")
  const section = { heading: title, lines: [{ film: title, text: title, url: null, note: title }] }
  const envelope = { ...base, rule: { scope: "list", name: title } as const }
  const mails: FilmMail[] = [
    ...Object.values(ALERTS).map((alert) => ({ ...envelope, ...named(alert) })),
    { ...envelope, alerts: [named(ALERTS.closing), named(ALERTS.back)] },
    { ...envelope, kind: "several", alerts: [named(ALERTS.closing), named(ALERTS.correction)] },
  ]

  for (const mail of [...mails, { ...newsletter, place: title, newsletter: "place" as const, sections: [section] }]) {
    const { subject, html, text, preheader } = await renderMail(mail)

    expect(`${subject}${preheader}`).not.toMatch(/[\r\n\u2028\u2029\u202a-\u202e\u2066-\u2069]/)
    expect(Array.from(subject).length).toBeLessThan(600)
    expect(subject).not.toMatch(/\p{Surrogate}/u)
    expect(html).not.toMatch(/<script|<img/)
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
    expect(text).not.toMatch(/^Bcc:/m)
    for (const [turned] of html.matchAll(/<(?:h1|h2|a)[^>]*>[^<]*\u202e/g)) expect(turned).toBe("fenced")
  }
})

test("a title is cut in a subject only, between two letters", async () => {
  const mail = previews("fr").closed
  if (mail.kind !== "closed") throw new Error("the sample of closed is of another kind")

  const { subject, text, html } = await renderMail({ ...mail, film: { ...mail.film, title: HOSTILE.emoji } })

  expect(subject).toBe(`${"👩‍👩‍👧‍👦".repeat(18)}… a quitté France.tv`)
  expect(text).toContain("FIN")
  expect(html).toContain(`<bdi>${HOSTILE.emoji}</bdi>`)
})
