import type { Page } from 'playwright-core'

type Tab = 'account' | 'sms' | 'verify' | 'app' | 'lab'
const TABS: readonly Tab[] = ['account', 'sms', 'verify', 'app', 'lab']

/** The simulated phone of the demo page, used as a person would. */
export type Phone = {
  /** Takes a fresh account of that kind; answers its number. */
  open(persona: string): Promise<string>
  show(tab: Tab): Promise<void>
  /** Presses the button of the screen that is shown. */
  press(words: string): Promise<void>
  /** Waits until the account screen shows this value of a field. */
  shows(field: string, value: string): Promise<void>
  newNumber(): Promise<string>
  /** Puts into the chat's input what a number has received last, and sends it. */
  sendCode(kind: string): Promise<void>
}

export function phoneOf(page: Page): Phone {
  const phone = page.locator('.phone')
  const show = (tab: Tab): Promise<void> => phone.locator('.phone-tabs button').nth(TABS.indexOf(tab)).click()
  const owner = phone.locator('.owner strong')
  return {
    async open(persona) {
      await page.locator('.guide select').selectOption(persona)
      await page.locator('.guide .primary').click()
      await owner.getByText(/^\d{5,11}$/).waitFor()
      return (await owner.textContent()) ?? ''
    },
    show,
    press: (words) => phone.getByRole('button', { name: words, exact: true }).click(),
    async shows(field, value) {
      await show('account')
      await phone
        .locator('.fact', { has: page.locator('dt').getByText(field, { exact: true }) })
        .locator('dd')
        .getByText(value)
        .waitFor()
    },
    async newNumber() {
      await show('sms')
      return phone.locator('input').inputValue()
    },
    async sendCode(kind) {
      await show('sms')
      await phone.locator('.sms', { hasText: kind }).first().locator('.fill').click()
      await page.locator('mibao-chat .send').click()
    },
  }
}
