/** One accent on paper: a printed cinema programme, and its negative at night. Text is ≥ 4.5:1 on its ground in both. */
export const LIGHT = {
  ground: "#efebe3",
  paper: "#fffdf8",
  ink: "#1d1a16",
  faint: "#635c52",
  rule: "#d9d2c5",
  accent: "#b0231a",
  onAccent: "#ffffff",
} as const

type Palette = { readonly [name in keyof typeof LIGHT]: string }

const DARK: Palette = {
  ground: "#12100e",
  paper: "#1c1916",
  ink: "#f3ede3",
  faint: "#b3a99b",
  rule: "#3a342d",
  accent: "#ff8f7d",
  onAccent: "#1c1916",
}

export const SERIF = "Georgia, 'Times New Roman', serif"
export const SANS = "-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

/** Class → the property it repaints at night. Inline styles carry the day, so a client without media queries shows the day. */
const NIGHT: Readonly<Record<string, readonly [property: string, colour: keyof Palette]>> = {
  ground: ["background-color", "ground"],
  paper: ["background-color", "paper"],
  ink: ["color", "ink"],
  faint: ["color", "faint"],
  accent: ["color", "accent"],
  "on-accent": ["color", "onAccent"],
  "accent-ground": ["background-color", "accent"],
  rule: ["border-color", "rule"],
  "accent-rule": ["border-color", "accent"],
}

/** The style sheet of every mail: night colours (media query, and Outlook's own attribute) and the phone's margins. */
export function sheet(): string {
  const night = (prefix: string) =>
    Object.entries(NIGHT).map(
      ([name, [property, colour]]) => `${prefix}.${name}{${property}:${DARK[colour]} !important}`,
    )
  return [
    ":root{color-scheme:light dark;supported-color-schemes:light dark}",
    `@media (prefers-color-scheme:dark){${night("").join("")}}`,
    ...night("[data-ogsc] "),
    "@media (max-width:480px){.edge{padding-left:20px !important;padding-right:20px !important}.outer{padding:0 !important}.title{font-size:27px !important;line-height:31px !important}}",
  ].join("\n")
}
