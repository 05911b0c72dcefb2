import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { z } from 'zod'
import { type DeskProcess, startDeskProcess } from './deskProcess.js'
import { phoneOf } from './phone.js'
import { openBrowser, type VisitOptions, type Visitor, visit } from './visitor.js'

jest.setTimeout(120_000)

const POSTS = /\/activities$/
let desk: DeskProcess
let browser: Browser
let visitor: Visitor | undefined
beforeAll(async () => {
  ;[desk, browser] = await Promise.all([startDeskProcess(), openBrowser()])
})
afterEach(async () => {
  const troubles = visitor?.troubles ?? []
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
  await visitor.page.locator('mibao-chat fieldset.choices').waitFor()
  return { visitor, page: visitor.page, chat: visitor.page.locator('mibao-chat') }
}

/** Up to the question how to prove ownership, for an account of its own. */
async function askedHow(options: VisitOptions = {}) {
  const arrived = await come(options)
  const account = await phoneOf(arrived.page).open('binding_expired')
  await arrived.visitor.say('解绑失败')
  await arrived.visitor.reaches('verify_owner/which_account')
  await arrived.visitor.say(account)
  await arrived.visitor.reaches('verify_owner/how')
  return arrived
}

describe('sending', () => {
  test('the Enter that picks a Chinese candidate sends nothing, the next one does', async () => {
    const { visitor, page, chat } = await come()
    const input = chat.locator('textarea')
    await input.focus()
    const keys = await page.context().newCDPSession(page)
    await keys.send('Input.imeSetComposition', { text: 'jie bang', selectionStart: 8, selectionEnd: 8 })
    const enter = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }
    await input.dispatchEvent('keydown', { ...enter, isComposing: true })
    // Safari ends the composition before the key that ended it.
    await input.dispatchEvent('keydown', { ...enter, keyCode: 229 })
    await keys.send('Input.insertText', { text: '怎么解绑' })
    expect(await input.inputValue()).toBe('怎么解绑')
    expect(await visitor.bubbles('user')).toEqual([])
    await input.press('Shift+Enter')
    await input.pressSequentially('密保手机')
    await input.press('Enter')
    await visitor.reaches('how_to_unbind/opening')
    expect(await visitor.bubbles('user')).toEqual(['怎么解绑\n密保手机'])
  })

  test('a double tap on a choice is one answer', async () => {
    const { visitor, page } = await askedHow()
    await page.locator('mibao-chat fieldset.choices button').first().dblclick()
    await visitor.reaches('verify_owner/enter_sms')
    expect(await visitor.bubbles('user')).toHaveLength(3)
    expect(visitor.seen.filter(({ from }) => from === 'user')).toHaveLength(3)
  })

  test('what was refused can be sent again, and arrives once', async () => {
    const { visitor, page, chat } = await come({ expectedTroubles: /status of 413/ })
    await page.route(POSTS, (route) => route.fulfill({ status: 413, json: { error: { code: 'MessageSizeTooBig', message: '' } } }), { times: 1 })
    await visitor.say('怎么解绑密保手机？')
    await chat.getByRole('button', { name: '重试' }).click()
    await visitor.reaches('how_to_unbind/opening')
    expect(await visitor.bubbles('user')).toEqual(['怎么解绑密保手机？'])
    expect(await chat.locator('.delivery').count()).toBe(0)
  })

  test('an answer that got lost on the way back makes no second turn', async () => {
    const { visitor, page } = await come({ expectedTroubles: /ERR_FAILED/ })
    const ids: unknown[] = []
    page.on('request', (request) => POSTS.test(request.url()) && ids.push(request.postDataJSON().channelData.clientActivityID))
    await page.route(
      POSTS,
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 },
    )
    const answered = page.waitForResponse((response) => POSTS.test(response.url()) && ids.length === 2)
    await visitor.say('怎么解绑密保手机？')
    await visitor.reaches('how_to_unbind/opening')
    await answered
    expect(ids).toEqual([ids[0], ids[0]])
    expect(await visitor.bubbles('user')).toEqual(['怎么解绑密保手机？'])
    expect(visitor.seen.filter(({ nodes }) => nodes.includes('how_to_unbind/opening'))).toHaveLength(1)
  })
})

describe('choices', () => {
  test('one that was answered is locked and shows what was chosen', async () => {
    const { visitor, chat } = await askedHow()
    await visitor.tap('dynamic')
    await visitor.reaches('verify_owner/enter_dynamic')
    const locked = chat.locator('ul.choices.locked').last()
    expect(await locked.locator('button').count()).toBe(0)
    expect(await locked.locator('.chosen').textContent()).toContain('动态口令')
  })

  test('"我选错了" leads back to the question, which can be answered anew', async () => {
    const { visitor, chat } = await askedHow()
    await visitor.tap('dynamic')
    await visitor.reaches('verify_owner/enter_dynamic')
    await chat.getByRole('button', { name: '我选错了' }).click()
    await chat.locator('fieldset.choices').getByRole('button', { name: '人脸识别' }).waitFor()
    expect(await chat.getByRole('button', { name: '我选错了' }).count()).toBe(0)
    await visitor.tap('face')
    await visitor.reaches('verify_owner/get_ready')
  })

  test('by keys: a choice is pressed and the focus goes on to the input', async () => {
    const { visitor, page, chat } = await askedHow()
    await chat.getByRole('button', { name: '动态口令' }).press('Enter')
    await visitor.reaches('verify_owner/enter_dynamic')
    expect(await page.evaluate("document.querySelector('mibao-chat').shadowRoot.activeElement.tagName")).toBe('TEXTAREA')
  })
})

test('the server goes away and comes back: the chat says so, goes on, and shows nothing twice', async () => {
  const { visitor, chat } = await come({ expectedTroubles: /ERR_CONNECTION_REFUSED|WebSocket connection/ })
  await visitor.say('怎么解绑密保手机？')
  await visitor.reaches('how_to_unbind/opening')
  const before = await visitor.bubbles('bot')
  await desk.halt()
  await chat.locator('.connection.reconnecting').waitFor().finally(desk.start)
  await chat.locator('.connection.online').waitFor({ state: 'attached' })
  expect(await visitor.bubbles('bot')).toEqual(before)
  await visitor.tap('begin')
  await visitor.reaches('how_to_unbind/step_1')
  expect(await visitor.bubbles('user')).toEqual(['怎么解绑密保手机？', '开始'])
})

describe('hostile words', () => {
  const HOSTILE = [
    '<img src=x onerror=alert(1)>',
    '[点我](javascript:alert(1)) <a href="javascript:alert(2)">这里</a>',
    '"><script>alert(3)</script><svg onload=alert(4)>',
    '**<iframe srcdoc="<script>alert(5)</script>">**',
    '{{constructor.constructor("alert(6)")()}} #{alert(7)}',
  ]

  test('of the user stand as they were written', async () => {
    const { visitor, chat } = await come()
    for (const [index, text] of HOSTILE.entries()) {
      await visitor.say(text)
      await chat.locator('.line.user .bubble').nth(index).waitFor()
      await chat.locator('.delivery').waitFor({ state: 'detached' })
    }
    expect(await visitor.bubbles('user')).toEqual(HOSTILE)
    expect(await chat.locator('img, iframe, script, a, .bubble svg').count()).toBe(0)
  })

  test('of whoever speaks for the bot do too', async () => {
    const { visitor, page, chat } = await come()
    await visitor.say('怎么解绑密保手机？')
    await visitor.reaches('how_to_unbind/opening')
    await page.route(/\/activities(\?|$)/, async (route) => {
      if (route.request().method() !== 'GET') return route.fallback()
      const response = await route.fetch()
      const { activities, ...rest } = z.looseObject({ activities: z.array(z.unknown()) }).parse(await response.json())
      const forged = { type: 'message', id: 'x|0099999', from: { id: 'mibao', role: 'bot' }, textFormat: 'markdown', text: HOSTILE.join('\n\n') }
      const card = { kind: 'diagnosis', checks: [{ check: 'a', title: HOSTILE[0], state: 'found', result: HOSTILE[2], meaning: HOSTILE[1] }] }
      await route.fulfill({ response, json: { ...rest, activities: [...activities, { ...forged, channelData: { card } }] } })
    })
    await page.reload()
    await chat.locator('.card').waitFor()
    expect(await chat.locator('.card').textContent()).toContain(HOSTILE[0])
    expect((await visitor.bubbles('bot')).at(-1)).toContain(HOSTILE[1])
    expect(await chat.locator('img, iframe, script, a, .bubble svg').count()).toBe(0)
  })
})

describe('for everybody', () => {
  const SMALL = { width: 390, height: 844 }
  const WIDE = { width: 1280, height: 800 }

  test.each([
    ['light', WIDE, 'zh-CN'],
    ['dark', WIDE, 'en-GB'],
    ['light', SMALL, 'en-GB'],
    ['dark', SMALL, 'zh-CN'],
  ] as const)('axe finds nothing to complain about (%s, %j, %s)', async (colorScheme, viewport, locale) => {
    const initScript = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    visitor = await visit(browser, desk.origin, { colorScheme, viewport, locale, initScript, reducedMotion: 'reduce' })
    const { page } = visitor
    const tabs = page.locator('.page-tabs button')
    await phoneOf(page).open('unbind_partial')
    const pages = viewport === SMALL ? [0, 1, 2] : [-1]
    for (const tab of pages) {
      if (tab >= 0) await tabs.nth(tab).click()
      if (tab < 0 || tab === 2) {
        await page.locator('mibao-chat fieldset.choices').waitFor()
        await visitor.say(locale === 'en-GB' ? 'How do I unbind my security phone?' : '怎么解绑密保手机？')
        await visitor.reaches('how_to_unbind/opening')
      }
      const found = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))',
      )
      expect(found).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    }
  })
})
