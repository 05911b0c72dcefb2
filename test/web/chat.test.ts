import { describe, expect, test } from '@jest/globals'
import { createCommands } from '../../src/web/widget/commands.js'
import { createMemory, type KeyValueStorage } from '../../src/web/widget/memory.js'
import { type Options, readOptions } from '../../src/web/widget/options.js'
import { readQuestions } from '../../src/web/widget/questions.js'
import { startChat } from '../../src/web/widget/startChat.js'
import { answered, failedWith, fakeServer, manualClock, settled } from './fakes.js'

const options: Options = { server: 'https://desk.example', siteKey: 'k', conversation: '', locale: 'zh-CN', open: false, launcher: false }
const down = answered(503, {})
const choices = ['one', 'two'].map((option) => ({ type: 'messageBack', title: option, text: option, value: { question: 'menu/ask', option } }))
const menu = { type: 'message', from: { id: 'bot', role: 'bot' }, text: '请选择', suggestedActions: { actions: choices } }

function memoryStorage(): KeyValueStorage {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

async function chatOn(over: { server?: ReturnType<typeof fakeServer>; storage?: KeyValueStorage; options?: Options } = {}) {
  const { server = fakeServer(), storage = memoryStorage() } = over
  const clock = manualClock()
  let ids = 0
  const chat = startChat({
    options: over.options ?? options,
    browserLocale: 'zh-CN',
    memory: createMemory(storage, 'key'),
    call: server.call,
    openSocket: server.openSocket,
    after: clock.after,
    random: () => 1,
    newId: () => {
      ids += 1
      return `id-${ids}`
    },
  })
  await settled()
  const lines = () => chat.store.model().lines
  return { ...chat, server, storage, clock, lines }
}

describe('sending', () => {
  test('a message is posted once and settles', async () => {
    const chat = await chatOn()
    chat.actions.write('  解绑失败 ')
    expect(chat.lines().at(-1)).toMatchObject({ text: '解绑失败', delivery: 'pending' })
    await settled()
    expect(chat.lines().map((line) => line.delivery)).toEqual(['sent'])
    expect(chat.server.stored).toMatchObject([{ type: 'message', text: '解绑失败', locale: 'zh-CN', channelData: { clientActivityID: 'id-1' } }])
  })
  test('nothing but spaces is no message', async () => {
    const chat = await chatOn()
    chat.actions.write(' \n ')
    expect(chat.lines()).toEqual([])
  })
  test('a server that is busy is asked again under the same id, and one turn comes of it', async () => {
    const chat = await chatOn()
    chat.server.fail(/POST .*activities/, down, 2)
    chat.actions.write('hi')
    await settled()
    expect(chat.lines()[0]?.delivery).toBe('pending')
    await chat.clock.pass(3000)
    expect(chat.lines()[0]?.delivery).toBe('sent')
    expect(chat.server.stored).toHaveLength(1)
  })
  test('an answer that was lost does not make a second message', async () => {
    const chat = await chatOn()
    chat.server.loseAnswer(/POST .*activities/)
    chat.actions.write('hi')
    await chat.clock.pass(1000)
    expect(chat.server.stored).toHaveLength(1)
    expect(chat.lines().map((line) => line.delivery)).toEqual(['sent'])
  })
  test('after five tries it has failed, and a retry sends it under its own id', async () => {
    const chat = await chatOn()
    chat.server.fail(/POST .*activities/, down, 5)
    chat.actions.write('hi')
    await chat.clock.pass(15_000)
    await settled()
    expect(chat.lines()[0]?.delivery).toBe('failed')
    chat.actions.retry('id-1')
    await settled()
    expect(chat.lines().map((line) => line.delivery)).toEqual(['sent'])
    expect(chat.server.stored).toMatchObject([{ channelData: { clientActivityID: 'id-1' } }])
  })
  test('Retry-After is honoured', async () => {
    const chat = await chatOn()
    chat.server.fail(/POST .*activities/, answered(429, {}, 9000))
    chat.actions.write('hi')
    await settled()
    await chat.clock.pass(8900)
    expect(chat.server.stored).toEqual([])
    await chat.clock.pass(100)
    expect(chat.server.stored).toHaveLength(1)
  })
  test('what the server refuses fails at once', async () => {
    const chat = await chatOn()
    chat.server.fail(/POST .*activities/, failedWith(413, 'MessageSizeTooBig'))
    chat.actions.write('hi')
    await settled()
    expect(chat.lines()[0]?.delivery).toBe('failed')
  })
  test('messages keep their order when the first has to wait', async () => {
    const chat = await chatOn()
    chat.server.fail(/POST .*activities/, down)
    chat.actions.write('一')
    chat.actions.write('二')
    await settled()
    await chat.clock.pass(1000)
    expect(chat.server.stored.map((activity) => activity.text)).toEqual(['一', '二'])
  })
  test('an ended token is replaced and the message goes through', async () => {
    const chat = await chatOn()
    chat.server.fail(/POST .*activities/, failedWith(403, 'TokenExpired'))
    chat.actions.write('hi')
    await settled()
    await chat.clock.pass(1000)
    expect(chat.lines().map((line) => line.delivery)).toEqual(['sent'])
  })
})

describe('choices', () => {
  test('a tap posts label and value, and taking it back posts the event', async () => {
    const server = fakeServer()
    server.push(menu)
    const chat = await chatOn({ server })
    chat.actions.choose({ question: 'menu/ask', option: 'two', title: 'two' })
    await settled()
    chat.actions.withdraw('menu/ask')
    await settled()
    expect(server.stored.slice(1)).toMatchObject([
      { type: 'message', text: 'two', value: { question: 'menu/ask', option: 'two' } },
      { type: 'event', name: 'withdraw', value: { question: 'menu/ask' } },
    ])
    expect(chat.lines().map((line) => line.delivery)).toEqual(['sent', 'sent', 'sent'])
  })
})

describe('a reload', () => {
  test('brings back history, living choices and the draft', async () => {
    const server = fakeServer()
    server.push(menu)
    const first = await chatOn({ server })
    first.actions.write('在吗')
    await settled()
    server.push(menu)
    first.actions.setDraft('我想')
    first.stop()
    const second = await chatOn({ server, storage: first.storage })
    expect(second.lines().map((line) => line.from)).toEqual(['bot', 'user', 'bot'])
    expect([...readQuestions(second.lines()).values()].map(({ alive }) => alive)).toEqual([false, true])
    expect(second.store.model()).toMatchObject({ draft: '我想', unread: 0, toAnnounce: [] })
  })
  test('reset forgets it all and greets anew', async () => {
    const chat = await chatOn()
    chat.actions.write('hi')
    await settled()
    const before = chat.server.paths().length
    chat.server.stored.splice(0)
    chat.actions.reset()
    await settled()
    expect(chat.lines()).toEqual([])
    expect(chat.server.paths().slice(before)).toContain('POST conversations')
  })
})

describe('a launcher', () => {
  const launcher = { ...options, launcher: true }
  test('asks the server for nothing before it is opened', async () => {
    const chat = await chatOn({ options: launcher })
    expect(chat.server.paths()).toEqual([])
    chat.actions.open()
    await settled()
    expect(chat.store.model().connection).toBe('online')
  })
  test('with a conversation to come back to, it counts what is new', async () => {
    const server = fakeServer()
    const first = await chatOn({ server, options: launcher })
    first.actions.open()
    await settled()
    first.actions.close()
    first.stop()
    const second = await chatOn({ server, storage: first.storage, options: launcher })
    server.push(menu)
    expect(second.store.model()).toMatchObject({ open: false, unread: 1 })
  })
  test('stays open over a reload', async () => {
    const first = await chatOn({ options: launcher })
    first.actions.open()
    await settled()
    first.stop()
    expect((await chatOn({ server: first.server, storage: first.storage, options: launcher })).store.model().open).toBe(true)
  })
})

describe('what passes with time', () => {
  test('a turn is announced once, for a second', async () => {
    const chat = await chatOn()
    chat.server.push(menu)
    chat.server.push(menu)
    expect(chat.store.model().announcing).toEqual([])
    await chat.clock.pass(250)
    expect(chat.store.model().announcing).toHaveLength(2)
    await chat.clock.pass(1000)
    expect(chat.store.model().announcing).toEqual([])
  })
  test('typing that nobody ends, ends', async () => {
    const chat = await chatOn()
    chat.server.whisper({ type: 'typing', from: { id: 'bot', role: 'bot' } })
    expect(chat.store.model().typing).toBe(true)
    await chat.clock.pass(15_000)
    expect(chat.store.model().typing).toBe(false)
  })
})

describe('the page around it', () => {
  test('commands reach every chat, and unknown ones nobody', async () => {
    const chat = await chatOn()
    const commands = createCommands('zh-CN')
    commands.chats.add(chat)
    commands('setLocale', 'en-GB')
    commands('draft', '转人工')
    commands('constructor')
    commands('draft', 5)
    expect(chat.store.model()).toMatchObject({ locale: 'en', draft: '转人工' })
  })
  test('attributes, and what they default to', () => {
    const attributes = new Map([
      ['data-site-key', 'k'],
      ['data-open', ''],
    ])
    expect(readOptions((name) => attributes.get(name) ?? null, 'https://desk.example')).toEqual({
      ...options,
      locale: 'auto',
      open: true,
    })
  })
  test('a browser that forbids storage still remembers within the page', () => {
    const forbidding: KeyValueStorage = {
      getItem: () => {
        throw new Error('SecurityError')
      },
      setItem: () => {
        throw new Error('SecurityError')
      },
    }
    const memory = createMemory(forbidding, 'key')
    memory.write({ draft: 'abc' })
    memory.write({ resume: 'r' })
    expect(memory.read()).toMatchObject({ draft: 'abc', resume: 'r', open: false })
  })
  test('a damaged memory is an empty one', () => {
    const storage = { getItem: () => '{"draft":7,', setItem: () => undefined }
    expect(createMemory(storage, 'key').read()).toEqual({ resume: undefined, draft: '', open: false, locale: undefined })
  })
})
