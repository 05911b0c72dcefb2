import { copyFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { dictionaryFor } from '../../src/web/console/dictionary.js'
import { signIn } from './agentPage.js'
import { type DeskProcess, startDeskProcess } from './deskProcess.js'
import { phoneOf } from './phone.js'
import { openBrowser, visit } from './visitor.js'

jest.setTimeout(180_000)

let desk: DeskProcess
let browser: Browser
beforeAll(async () => {
  ;[desk, browser] = await Promise.all([startDeskProcess(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await desk.stop()
})

const wordsFor = (lang: 'zh' | 'en') => {
  const { work, status, review } = dictionaryFor(lang)
  return {
    ...work,
    resolved: status.resolved,
    exports: review.exports,
    replay: review.formats.replay,
    intent: lang === 'zh' ? '解绑失败' : 'Unbinding failed',
  }
}
const ZH = wordsFor('zh')
const EN = wordsFor('en')
const LINE = 'mibao-chat .line'

test('two agents and a user: escalate, race for the ticket, take over, talk over a cut line, hand back, resolve', async () => {
  const user = await visit(browser, desk.origin, { expectedTroubles: /ERR_INTERNET_DISCONNECTED|WebSocket/ })
  const [wang, sara] = await Promise.all([signIn(browser, desk.origin, 'wang'), signIn(browser, desk.origin, 'sara', { lang: 'en', theme: 'dark' })])
  const account = await phoneOf(user.page).open('binding_expired')
  await user.say('解绑密保手机一直失败，怎么办？')
  await user.reaches('verify_owner/which_account')
  await user.say('转人工')
  await user.page.getByText('已为您转接人工').waitFor()
  // The user is told the truth about the queue: nobody of the two has said that they are there.
  await user.page.locator('mibao-chat .queue').getByText('第 1 位').waitFor()
  await user.page.locator('mibao-chat .queue').getByText('现在没有同事在线').waitFor()
  await wang.page.locator('.ant-switch').click()
  await user.page.locator('mibao-chat .queue').getByText('1 位同事在线').waitFor()

  // It arrives at both desks without anybody asking again; one of two who claim at once gets it, the other is told who has it.
  const [row] = await Promise.all([wang, sara].map(({ page }) => page.locator('[data-row-key]').first().getAttribute('data-row-key')))
  const number = row ?? ''
  // Both press in the same instant: a moment later the button of the slower one would be gone.
  const buttons = await Promise.all([
    wang.page.getByRole('button', { name: `认领 ${number}` }).elementHandle(),
    sara.page.getByRole('button', { name: `Claim ${number}` }).elementHandle(),
  ])
  await Promise.all(buttons.map((button) => button?.dispatchEvent('click')))
  const first = await Promise.any([wang, sara].map((agent) => agent.page.waitForURL(`**/tickets/${number}`).then(() => agent)))
  const other = first === wang ? sara : wang
  // By a refusal, or, when the news came before the click did anything, by the row itself.
  await other.reads(first === wang ? '王宇' : 'Sara')
  await other.go(`/tickets/${number}`)
  const wordsOf = (agent: typeof wang): typeof ZH => (agent === wang ? ZH : EN)
  const words = wordsOf(first)

  await first.press(words.takeOver)
  await user.page
    .getByText(/接入|加入/)
    .first()
    .waitFor()
  await first.page.locator('.composer textarea').fill('您好，我来帮您看。')
  await first.page.keyboard.press('Enter')
  await user.page.locator(`${LINE}.agent`).getByText('您好，我来帮您看。').waitFor()
  // What the user writes reaches both desks, and the bot keeps out of it.
  const saidByBot = (await user.bubbles('bot')).length
  await user.say('解绑失败，请问怎么处理？')
  await Promise.all([first.reads('解绑失败，请问怎么处理？'), other.reads('解绑失败，请问怎么处理？')])
  await other.reads(wordsOf(other).heldBy(first === wang ? '王宇' : 'Sara'))

  // A line that breaks loses no colleague's reply.
  await user.page.context().setOffline(true)
  await first.page.locator('.composer textarea').fill('请先把 QQ 更新到最新版本。')
  await first.page.keyboard.press('Enter')
  await first.page.locator('.line.agent').getByText('请先把 QQ 更新到最新版本。').waitFor()
  await user.page.context().setOffline(false)
  await user.page.locator(`${LINE}.agent`).getByText('请先把 QQ 更新到最新版本。').waitFor()
  expect((await user.bubbles('bot')).length).toBe(saidByBot)

  // The bot goes on at the step where it stood.
  await first.press(words.handBack)
  await first.page.getByLabel(words.handBackNote).fill('已经教用户更新客户端')
  await first.press(words.handBackNow)
  await user.page.locator(`${LINE}.bot`).getByText('请告诉我您的 QQ 号').nth(1).waitFor()
  await user.say(account)
  await user.reaches('verify_owner/how')

  await first.press(words.resolve)
  // The user hears that it is solved, is asked how it went, and says so once.
  await user.page.locator(`${LINE}.bot`).getByText('同事已经处理完了').waitFor()
  await user.page.locator('mibao-chat .rating .star').nth(3).click()
  await user.page.locator('mibao-chat .rating input[type=text]').fill('很耐心，谢谢')
  await user.page.locator('mibao-chat .rating button').click()
  await user.page.getByText('★★★★☆').waitFor()
  expect(await user.page.locator('mibao-chat .rating').count()).toBe(0)
  await first.reads('★★★★☆ 很耐心，谢谢')
  await first.reads(words.resolved)
  await first.press(words.markReviewed)
  await first.reads(words.unmarkReviewed)
  // What was misread is corrected, and the conversation kept as a replay that holds.
  await first.page.locator('.why-button').first().click()
  await first.page.locator('.correction .ant-select').first().click()
  await first.page.locator('.ant-select-item-option').getByText(words.intent, { exact: true }).first().click()
  await first.page.locator('.ant-message-success').waitFor()
  await first.press(words.exports)
  const [download] = await Promise.all([first.page.waitForEvent('download'), first.page.getByText(words.replay).click()])
  const file = `${await download.path()}.yaml`
  await copyFile(await download.path(), file)
  await desk.run('replay', file)
  await other.page.reload()
  await other.reads(wordsOf(other).resolved)
  expect([user.troubles, wang.troubles, sara.troubles]).toEqual([[], [], []])
  expect(desk.complaints()).toBe('')
  await Promise.all([user.leave(), wang.leave(), sara.leave()])
})
