const BOT = { id: '92e19130-c37f-11e9-aaf4-234c3b063205', name: 'Bot', role: 'bot' }
const USER = { id: '57efe82e-483f-4ce5-aff3-09ac73c46472', name: 'User', role: 'user' }
const ROOM = { channelId: 'emulator', conversation: { id: '45b27fe0-c38a-11e9-a3eb-39b17536417c|livechat' }, serviceUrl: 'http://localhost:53559' }
const at = (second: number) => ({
  localTimestamp: new Date(Date.UTC(2026, 0, 5, 9, 0, second)).toISOString().replace('.000Z', '+08:00'),
  timestamp: new Date(Date.UTC(2026, 0, 5, 1, 0, second)).toISOString(),
})
const said = (text: string, second: number, more = {}) => ({
  channelData: { clientActivityID: '1566333430470p5cbxdwg1x', clientTimestamp: at(second).timestamp, 'emulator:speech': { voices: [] } },
  text,
  textFormat: 'plain',
  type: 'message',
  from: USER,
  locale: 'zh-CN',
  entities: [{ requiresBotState: true, supportsListening: true, supportsTts: true, type: 'ClientCapabilities' }],
  id: `user-${second}`,
  recipient: BOT,
  ...ROOM,
  ...at(second),
  ...more,
})
const told = (second: number, more: object) => ({
  type: 'message',
  from: BOT,
  recipient: { id: USER.id, role: 'user' },
  inputHint: 'acceptingInput',
  replyToId: 'user-5',
  id: `bot-${second}`,
  locale: 'zh-CN',
  ...ROOM,
  ...at(second),
  ...more,
})

/** As the Emulator saves it: who joins has no role there, `from` of a reply and `recipient` of a message have. */
export const EMULATOR = [
  {
    type: 'conversationUpdate',
    membersAdded: [{ id: BOT.id, name: 'Bot' }],
    membersRemoved: [],
    from: { id: USER.id, name: 'User' },
    recipient: BOT,
    id: 'c1',
    ...ROOM,
    ...at(0),
  },
  told(1, {
    text: '您好',
    speak: '您好',
    attachments: [],
    entities: [],
    suggestedActions: { actions: [{ type: 'imBack', title: '解绑失败', value: '解绑失败' }] },
  }),
  said('解绑失败', 5),
  told(6, { type: 'typing' }),
  told(6, {
    type: 'trace',
    name: 'BotState',
    label: 'Bot State',
    valueType: 'https://www.botframework.com/schemas/botState',
    value: { turn: { activity: said('解绑失败', 5) }, user: {}, lastresult: null },
  }),
  told(6, {
    type: 'trace',
    name: 'LuisRecognizer',
    label: 'LuisV3 Trace',
    valueType: 'https://www.luis.ai/schemas/trace',
    value: { recognizerResult: { text: '解绑失败', alteredText: null, intents: { a: { score: 0.9779105 } } } },
  }),
  told(7, {
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: '请选择' }] } },
    ],
  }),
  said('', 8, { text: undefined, value: { question: 'q1', option: 'agent' } }),
  said('', 80, { type: 'event', text: undefined, name: 'withdraw', value: { question: 'q1' } }),
  { type: 'endOfConversation', code: 'completedSuccessfully', from: BOT, recipient: USER, ...ROOM, ...at(81) },
]
/** Chatdown writes these; its user has no name at first, and times have a tenth of a second between them. */
export const CHATDOWN = [
  {
    conversation: { id: 'tNu3=' },
    id: '1',
    recipient: { id: 'xx5=', name: 'bot', role: 'bot' },
    from: { id: 'tNu3=' },
    timestamp: '2018-09-10T08:42:23.100Z',
    type: 'conversationUpdate',
    channelId: 'chatdown',
    membersAdded: [{ id: 'xx5=', name: 'bot', role: 'bot' }],
    membersRemoved: [],
  },
  {
    conversation: { id: 'tNu3=' },
    id: '2',
    recipient: { id: 'Et6=', name: 'user', role: 'user' },
    from: { id: 'xx5=', name: 'bot', role: 'bot' },
    text: 'Hello',
    timestamp: '2018-09-10T08:42:25.100Z',
    type: 'message',
    channelId: 'chatdown',
  },
  {
    conversation: { id: 'tNu3=' },
    id: '3',
    recipient: { id: 'xx5=', name: 'bot', role: 'bot' },
    from: { id: 'Et6=', name: 'user', role: 'user' },
    text: 'I cannot unbind',
    timestamp: '2018-09-10T08:42:27.200Z',
    type: 'message',
    channelId: 'chatdown',
  },
]
/** A bot on Teams: people have ids of a kind of their own and no roles; cards send whatever that bot calls its buttons. */
export const TEAMS = [
  {
    type: 'installationUpdate',
    action: 'add',
    channelId: 'msteams',
    from: { id: '29:1abc', name: '王小明', aadObjectId: 'f0' },
    recipient: { id: '28:b0t', name: 'Helper' },
  },
  {
    type: 'message',
    channelId: 'msteams',
    from: { id: '29:1abc', name: '王小明' },
    recipient: { id: '28:b0t', name: 'Helper' },
    text: '<at>Helper</at> 登录不上',
    entities: [{ type: 'mention', text: '<at>Helper</at>', mentioned: { id: '28:b0t' } }],
    channelData: { tenant: { id: 't1' } },
  },
  {
    type: 'message',
    channelId: 'msteams',
    from: { id: '28:b0t', name: 'Helper' },
    recipient: { id: '29:1abc', name: '王小明' },
    text: 'Which app?',
    replyToId: '1',
  },
  { type: 'message', channelId: 'msteams', from: { id: '29:1abc', name: '王小明' }, value: { action: 'pick', app: 'mail' } },
  { type: 'invoke', name: 'adaptiveCard/action', from: { id: '29:1abc' }, value: { action: { type: 'Action.Execute', verb: 'x' } } },
  { type: 'messageReaction', reactionsAdded: [{ type: 'like' }], from: { id: '29:1abc' } },
  { type: 'somethingNew2031', from: null, recipient: 'nobody', payload: [[1, null], { deep: { deeper: true } }] },
]
