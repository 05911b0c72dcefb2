import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { type DeskProcess, startDeskProcess } from './deskProcess.js'
import { phoneOf } from './phone.js'
import { openBrowser, type VisitOptions, type Visitor, visit } from './visitor.js'

jest.setTimeout(90_000)

let desk: DeskProcess
let browser: Browser
let visitor: Visitor | undefined
beforeAll(async () => {
  ;[desk, browser] = await Promise.all([startDeskProcess(), openBrowser()])
})
afterEach(async () => {
  const troubles = visitor?.troubles
  await visitor?.leave()
  visitor = undefined
  expect(troubles).toEqual([])
  expect(desk.complaints()).toBe('')
})
afterAll(async () => {
  await browser.close()
  await desk.stop()
})

async function come(options: VisitOptions = {}) {
  visitor = await visit(browser, desk.origin, options)
  return { visitor, phone: phoneOf(visitor.page), page: visitor.page }
}

test('the unbinding fails because the number has expired: a new one is bound, then unbound, and the phone shows it', async () => {
  const { visitor, phone } = await come()
  const account = await phone.open('binding_expired')
  await phone.shows('绑定信息', '信息已过期')
  const number = await phone.newNumber()
  await visitor.say('解绑密保手机一直失败，怎么办？')
  await visitor.reaches('verify_owner/which_account')
  await visitor.say(account)
  await visitor.reaches('verify_owner/how')
  await visitor.tap('sms')
  await visitor.reaches('verify_owner/enter_sms')
  await phone.sendCode('联系号码')
  await visitor.reaches('unbind_failed/renew_binding')
  await visitor.tap('bind_now')
  await visitor.reaches('bind_new_phone/which_phone')
  await visitor.say(number)
  await visitor.reaches('bind_new_phone/enter_code')
  await phone.sendCode('新手机')
  await visitor.reaches('bind_new_phone/confirm')
  await visitor.tap('bind')
  await visitor.reaches('unbind_failed/cleared')
  await phone.shows('密保手机', number)
  await phone.shows('绑定信息', '信息正确')
  await visitor.tap('solved')
  await visitor.reaches('unbind_failed/solved')
})
