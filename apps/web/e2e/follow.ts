import { expect, type Page } from "@playwright/test"

const on = "Suivre ce film"
const off = "Ne plus suivre"

/** From a film's page; done when the page says so. */
export const follow = (page: Page, slug: string): Promise<void> => turn(page, slug, on, off)
export const unfollow = (page: Page, slug: string): Promise<void> => turn(page, slug, off, on)

async function turn(page: Page, slug: string, press: string, then: string): Promise<void> {
  await page.goto(`/films/${slug}`)
  await page.getByRole("button", { name: press, exact: true }).click()
  await expect(page.getByRole("button", { name: then, exact: true })).toBeVisible()
}
