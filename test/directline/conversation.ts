import { SECRET } from '../browser/deskProcess.js'
import { type Activity, type Answer, type Call, nodesOf } from './http.js'

const MOST_LOOKS = 2000

/** A conversation by plain requests. */
export type Talk = {
  readonly id: string
  readonly token: string
  post(activity: Readonly<Record<string, unknown>>): Promise<Answer>
  history(): Promise<readonly Activity[]>
  /** Says something and gives what was answered to it, once it went through the node. */
  say(text: string, node: string): Promise<readonly Activity[]>
  tap(option: string, node: string): Promise<readonly Activity[]>
  /** Waits for what was answered to one activity: anything, or once it went through the node. */
  answersTo(asked: string, node?: string): Promise<readonly Activity[]>
  /** The tap that stands for an option of the question put last. */
  choice(option: string): Promise<Readonly<Record<string, unknown>>>
}

export async function talk(call: Call): Promise<Talk> {
  const { body } = await call('POST', '~/conversations', { bearer: SECRET })
  const { conversationId: id, token } = body
  const post = (activity: Readonly<Record<string, unknown>>) => call('POST', `~/conversations/${id}/activities`, { bearer: token, body: activity })
  const history = async () => (await call('GET', `~/conversations/${id}/activities`, { bearer: token })).body.activities

  async function answersTo(asked: string, node?: string): Promise<readonly Activity[]> {
    let answers: readonly Activity[] = []
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      answers = (await history()).filter(({ replyToId }) => replyToId === asked)
      if (node === undefined ? answers.length > 0 : nodesOf(answers).includes(node)) return answers
    }
    throw new Error(`waited in vain for ${node ?? 'an answer'}, came to ${nodesOf(answers).join(', ')}`)
  }

  async function choice(option: string) {
    const open = (await history()).findLast(({ suggestedActions }) => suggestedActions !== undefined)
    const found = open?.suggestedActions?.actions.find(({ value }) => value.option === option)
    if (found === undefined) throw new Error(`expected the choice "${option}" to be open`)
    return { type: 'message', text: found.text, value: found.value }
  }
  const send = async (activity: Readonly<Record<string, unknown>>, node: string) => answersTo((await post(activity)).body.id, node)

  return {
    id,
    token,
    post,
    history,
    answersTo,
    choice,
    say: (text, node) => send({ type: 'message', text }, node),
    tap: async (option, node) => send(await choice(option), node),
  }
}

/** A conversation about an account of its own, up to where the old number has to be replaced. */
export async function verifiedTalk(call: Call, persona: string, node: string): Promise<Talk & { readonly account: string }> {
  const { body } = await call('POST', '/simulator/accounts', { body: { persona } })
  const account = body.account_id
  const own = await talk(call)
  await own.say('解绑失败', 'verify_owner/which_account')
  await own.say(account, 'verify_owner/how')
  await own.tap('face', 'verify_owner/get_ready')
  await own.tap('ready', node)
  return { ...own, account }
}
