/** What a mail says, before it is laid out: the HTML and the text part tell the same story. */
export interface Story {
  readonly subject: string
  readonly preheader: string
  /** Set when the data is invented. */
  readonly demo: string | null
  /** Of a mail with several alerts; null where the one alert's own title leads. */
  readonly heading: string | null
  readonly chapters: readonly Chapter[]
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
