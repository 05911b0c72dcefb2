import { ActivityHandler, type InvokeResponse, type TurnContext } from 'botbuilder'
import type { Arrival, Turns } from '../turn/arrival.js'
import { contentOfEvent, contentOfMessage, type Incoming, type Refused, refused } from './readIncoming.js'

/** Who an activity comes from, as far as the server has made sure of it. */
export type Sender = Pick<Arrival, 'conversation' | 'user' | 'site' | 'at'>
/** What became of an activity; `seq` is null for one that is accepted and causes nothing. */
export type Taken = { readonly type: 'taken'; readonly seq: number | null } | Refused

/** One activity on its way through the SDK: what came in and what became of it. */
export type Passage = { readonly sender: Sender; readonly incoming: Incoming; taken: Taken }

const NOT_IMPLEMENTED = 501
const PASSAGE = Symbol('passage')
export const newPassage = (sender: Sender, incoming: Incoming): Passage => ({
  sender,
  incoming,
  taken: refused('type', `"${incoming.type}" activities are not understood here`),
})
export const putPassage = (context: TurnContext, passage: Passage): void => void context.turnState.set(PASSAGE, passage)

/** Turns activities into arrivals; what no handler here claims stays refused. */
export class DeskActivityHandler extends ActivityHandler {
  readonly #turns: Turns

  constructor(turns: Turns) {
    super()
    this.#turns = turns
    this.onMessage((context, next) => this.#pass(context, next, contentOfMessage))
    this.onEvent((context, next) => this.#pass(context, next, contentOfEvent))
    const nothing = () => null
    this.onTyping((context, next) => this.#pass(context, next, nothing))
    this.onConversationUpdate((context, next) => this.#pass(context, next, nothing))
    this.onEndOfConversation((context, next) => this.#pass(context, next, nothing))
  }

  /** The SDK throws for these; here they are refused like other types. */
  protected override async onInvokeActivity(): Promise<InvokeResponse> {
    return { status: NOT_IMPLEMENTED }
  }

  async #pass(
    context: TurnContext,
    next: () => Promise<void>,
    contentOf: (incoming: Incoming) => Arrival['content'] | Refused | null,
  ): Promise<void> {
    const passage = passageOf(context)
    const content = contentOf(passage.incoming)
    if (content === null) passage.taken = { type: 'taken', seq: null }
    else if (content.type === 'refused') passage.taken = content
    else passage.taken = { type: 'taken', seq: (await this.#turns.handle(arrivalOf(passage, content))).seq }
    await next()
  }
}

const arrivalOf = ({ sender, incoming }: Passage, content: Arrival['content']): Arrival => ({
  ...sender,
  clientId: incoming.clientId,
  channelData: incoming.channelData,
  content,
})

function passageOf(context: TurnContext): Passage {
  const passage: Passage | undefined = context.turnState.get(PASSAGE)
  if (!passage) throw new Error('expected an activity that came through an adapter of ours')
  return passage
}
