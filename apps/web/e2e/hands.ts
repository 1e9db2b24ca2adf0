import { expect, type Locator, type Page } from "@playwright/test"

/** How somebody works a page: with a pointer, or by keyboard alone. */
export interface Hands {
  write(field: Locator, text: string): Promise<void>
  /** A link, a button, or what folds a part of the page out. */
  press(control: Locator): Promise<void>
  tick(box: Locator): Promise<void>
}

export const pointer = (): Hands => ({
  write: (field, text) => field.fill(text),
  press: (control) => control.click(),
  tick: (box) => box.check(),
})

/** Tab, Enter, Space and letters: whatever the focus comes to on the way has to show it. */
export function keyboard(page: Page): Hands {
  const onto = async (target: Locator, key: string) => {
    await reach(page, target)
    await page.keyboard.press(key)
  }
  return {
    write: async (field, text) => {
      await reach(page, field)
      await page.keyboard.type(text)
    },
    press: (control) => onto(control, "Enter"),
    tick: (box) => onto(box, "Space"),
  }
}

/** No page of a newcomer has as many things to stop at. */
const STOPS = 150

async function reach(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let stops = 0; stops < STOPS; stops++) {
    await page.keyboard.press("Tab")
    const focus = await target.evaluate(focusShown)
    expect(focus, `the focus on ${page.url()}`).toMatchObject({ shown: true })
    if (focus.reached) return
  }
  throw new Error(`${target} is out of the keyboard's reach on ${page.url()}`)
}

interface Focus {
  /** Drawn, and where it can be seen. The page itself has none to show. */
  readonly shown: boolean
  readonly reached: boolean
  readonly what: string
}

/** In the page: what became of the focus on its way to `target`. */
function focusShown(target: Element): Focus {
  const element = document.activeElement
  if (element === null || element === document.body) return { shown: true, reached: false, what: "the page" }
  const drawn = [element, ...element.querySelectorAll("rect")].some((part) => {
    const { outlineStyle, outlineWidth, stroke, strokeWidth } = getComputedStyle(part)
    const ringed = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2
    return ringed || (part !== element && stroke !== "none" && Number.parseFloat(strokeWidth) >= 2)
  })
  const { left, top, right, bottom } = element.getBoundingClientRect()
  const there = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2
  const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2
  const above = document.elementFromPoint(x, y)
  // A link of several lines has its middle between them.
  const bare = above === null || element.contains(above) || above.contains(element)
  const what = `${element.outerHTML.slice(0, 160)}: drawn ${drawn}, there ${there}, bare ${bare}`
  return { shown: drawn && there && bare, reached: element === target, what }
}
