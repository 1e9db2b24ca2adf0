/** What a mail says, before it is laid out: the HTML and the text part tell the same story. */
export interface Story {
  readonly subject: string
  readonly preheader: string
  /** Set when the data is invented. */
  readonly demo: string | null
  /** Of a mail with several alerts; null where the one alert's own title leads. */
  readonly heading: string | null
  /** Under the heading: the period it tells. */
  readonly period: string | null
  /** What was gathered, in lines; then what is told at length. */
  readonly parts: readonly Part[]
  readonly chapters: readonly Chapter[]
  /** Where the rest is, if there is more than a mail should hold. */
  readonly more: Action | null
  readonly why: string
  readonly links: readonly Action[]
}

/** One alert. */
export interface Chapter {
  /** What happened, two or three words. */
  readonly kicker: string
  readonly title: string
  readonly byline: string | null
  readonly lead: string
  readonly cards: readonly Card[]
  readonly page: Action
}

/** Lines of one sort: what leaves soon, what is there now. */
export interface Part {
  readonly heading: string
  readonly lines: readonly Line[]
}

/** One film in a line or two. */
export interface Line {
  readonly film: string | null
  readonly url: string | null
  readonly text: string
  /** The source, in small. */
  readonly note: { readonly label: string; readonly url: string | null } | null
}

/** One window: a table of facts, what to do, and the proof. */
export interface Card {
  readonly provider: string
  readonly rows: readonly Row[]
  readonly action: Action | null
  /** Said under the action, e.g. that the link is only the provider's home page. */
  readonly note: string | null
  /** Null where nothing was read. */
  readonly proof: Proof | null
}

export interface Row {
  readonly label: string
  readonly value: string
  /** What it was before, in words: "avant : 3,99 €". */
  readonly before: string | null
}

export interface Action {
  readonly label: string
  readonly url: string
}

export interface Proof {
  readonly label: string
  /** Quoted as read; null when the source states no words (a machine's answer). */
  readonly words: string | null
  readonly url: string | null
}
