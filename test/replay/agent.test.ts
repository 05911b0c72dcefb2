import { describe, expect, test } from '@jest/globals'
import { loadPersonas } from '../../src/accounts/personas.js'
import { foldersFor } from '../../src/cli/folders.js'
import { play } from '../../src/replay/play.js'
import { parseScript } from '../../src/replay/script.js'
import { loadLibrary } from '../../src/turn/loadLibrary.js'

const folders = foldersFor({})
const { library } = await loadLibrary(folders, { tell: () => undefined })
const personas = await loadPersonas(`${folders.knowledge}/accounts`)

/** What the bot says in each turn, and why the last one cannot be played where it cannot. */
async function talk(...turns: readonly string[]) {
  if (!library) throw new Error('expected dialogs without errors')
  const script = parseScript('a.yaml', `account: { persona: banned }\nturns:\n${turns.map((turn) => `  - ${turn}\n`).join('')}`)
  const played = await play(script, library, personas)
  return { replies: played.turns.map(({ replies }) => replies), fault: played.turns.at(-1)?.mismatches[0]?.got ?? null }
}
const SOLVED = expect.stringContaining('工单标为已解决')

describe('an agent in a replay', () => {
  test('takes over, and the bot is silent until the agent hands back', async () => {
    const { replies, fault } = await talk('user: 转人工', 'agent: take_over', 'user: 你好', 'agent: hand_back', 'user: 你好')
    expect(fault).toBeNull()
    expect(replies.map(({ length }) => length > 0)).toEqual([true, false, false, true, true])
  })

  test('resolves a ticket that nobody took, and the user is told', async () => {
    const { replies } = await talk('user: 转人工', 'agent: resolve', 'user: 查一下工单进度')
    expect(replies[1]).toEqual([SOLVED])
    expect(replies[2]).toEqual([expect.stringContaining('已经处理完了')])
  })

  test('resolves two tickets of one conversation, and the user is told once, when none is left', async () => {
    const { replies, fault } = await talk('user: 转人工', 'user: 我的QQ号被封了', 'user: 转人工', 'agent: resolve', 'agent: resolve')
    expect(fault).toBeNull()
    expect(replies.slice(3)).toEqual([[], [SOLVED]])
  })

  test('resolves one of two tickets that nobody took, and the other one still waits for somebody', async () => {
    const { replies } = await talk('user: 转人工', 'user: 我的QQ号被封了', 'user: 转人工', 'agent: resolve', 'user: 查一下工单进度')
    expect(replies[4]).toContainEqual(expect.stringContaining('还没有同事接手'))
  })

  test('resolves a second ticket that a person is waited for because of, and the user is told again', async () => {
    const { replies } = await talk('user: 转人工', 'agent: resolve', 'user: 我的QQ号被封了', 'user: 转人工', 'agent: resolve')
    expect(replies[4]).toEqual([SOLVED])
  })

  test.each([
    ['agent: resolve', 'expected a ticket of this conversation to resolve, found none that is open'],
    ['agent: hand_back', 'expected an agent in the conversation for "hand_back", found the bot: let the agent take over first'],
  ])('%s where there is nothing of the kind cannot be played', async (turn, fault) => expect(await talk('user: 你好', turn)).toMatchObject({ fault }))

  test('does only what there is to do', () =>
    expect(() => parseScript('a.yaml', 'turns:\n  - agent: sing\n')).toThrow('a.yaml:2 turns.0.agent: expected take_over, hand_back or resolve'))
})

test('a ticket from an earlier conversation is found by account, and stands for $ticket', async () => {
  if (!library) throw new Error('expected dialogs without errors')
  const source = `account: { persona: banned }\nearlier_ticket: assigned\nturns:\n  - user: 查一下工单 $ticket 的进度，QQ号 $account_id\n  - tap: by_account\n  - tap: sms\n  - user: $code\n`
  const { turns } = await play(parseScript('a.yaml', source), library, personas)
  const [number] = /MB-\d{8}/.exec(turns[0]?.said ?? '') ?? ['none']
  expect(turns.at(-1)?.replies).toContainEqual(expect.stringContaining(`${number} 已经有同事接手`))
})
