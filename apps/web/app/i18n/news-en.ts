import type { newsFr } from "./news-fr.ts"

/** What the operators' page of news says, in English. */
export const newsEn: typeof newsFr = {
  title: "News of this installation",
  intro:
    "News are mailed once to those who ask for them among their newsletters, at each one's rhythm and in their language. Once written they stay a draft until they are published; once published they no longer change.",
  write: "Write news",
  rewrite: "Take up the draft",
  languages: { fr: "In French", en: "In English" },
  heading: "Title",
  body: "Text",
  bodyHelp: "Plain text. An empty line parts two paragraphs.",
  keep: "Keep the draft and read it over",
  faults: {
    missing: "To be filled in: everyone reads in their language.",
    long: (most) => `Too long: ${most} characters at most.`,
  },
  preview: "Read it over",
  publish: "Publish",
  drop: "Throw this draft away",
  drafts: "Drafts",
  published: "Published",
  none: "Nothing is published yet.",
  edit: "Take up",
  editOf: (title) => `Take up “${title}”`,
  on: (when) => `Published ${when}`,
  done: {
    written: "The draft is kept. Read it over, then publish it.",
    published: "It is published. Everyone receives it with their next newsletter.",
    dropped: "The draft is thrown away.",
  },
  late: "This is no draft any more: somebody else published it or threw it away.",
  fresh: "Write another",
}
