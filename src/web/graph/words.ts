import type { NodeKind, Source } from '../../contract/pictures.js'

export type Lang = 'zh' | 'en'
type Words = {
  readonly title: string
  readonly pick: string
  readonly search: string
  readonly hits: (n: number) => string
  readonly noHits: string
  readonly show: string
  readonly sources: Readonly<Record<Source, string>>
  readonly notLooked: Readonly<Record<Source, string>>
  readonly otherLanguage: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly fit: string
  readonly legend: string
  readonly kinds: Readonly<Record<NodeKind, string>>
  readonly missing: string
  readonly stubs: string
  readonly move: string
  readonly close: string
  readonly overview: string
  readonly at: string
  readonly copy: string
  readonly copied: string
  readonly says: string
  readonly onlyWhen: string
  readonly ways: string
  readonly about: string
  readonly facts: string
  readonly advice: string
  readonly calls: string
  readonly calledBy: string
  readonly requires: string
  readonly startsOn: string
  readonly start: string
  readonly giveUp: string
  readonly replays: (n: number) => string
  readonly noReplays: string
  readonly visits: Readonly<Record<Source, (n: number | null) => string>>
  readonly untested: Readonly<Record<Source, (n: number) => string>>
  readonly allTested: string
}

const zh: Words = {
  title: '对话流程图',
  pick: '选择对话',
  search: '搜索节点或话语',
  hits: (n) => `${n} 个结果`,
  noHits: '没有找到',
  show: '覆盖情况',
  sources: { replays: '回放', exploration: '穷举', traffic: '真实对话' },
  notLooked: { replays: '', exploration: '生成时没有做穷举', traffic: '生成时没有数据库' },
  otherLanguage: 'English',
  zoomIn: '放大',
  zoomOut: '缩小',
  fit: '看全图',
  legend: '图例',
  kinds: {
    choose: '选择：给出几个按钮',
    ask: '填写：等用户给一个值',
    diagnose: '诊断：连做几项检查',
    check: '检查：只读，不改动',
    act: '操作：会改动账号',
    branch: '分支：看已知的值',
    goto: '直接继续',
    next: '处理下一项发现',
    call: '调用另一个对话',
    escalate: '转人工',
    end: '结束',
  },
  missing: '虚线和 ✗：没有走到过',
  stubs: '圆角小框：很多地方通到的同一个节点',
  move: '拖动平移，滚轮或双指缩放；方向键、+、- 和 0 也可以。',
  close: '关闭',
  overview: '对话概况',
  at: '位置',
  copy: '复制',
  copied: '已复制',
  says: '话语',
  onlyWhen: '仅当',
  ways: '出口',
  about: '涉及',
  facts: '依据',
  advice: '建议',
  calls: '调用的对话',
  calledBy: '谁会用到它',
  requires: '先要完成',
  startsOn: '由这些意图开始',
  start: '从这里开始',
  giveUp: '放弃时去',
  replays: (n) => `经过这里的回放（${n}）`,
  noReplays: '还没有回放经过这里。',
  visits: {
    replays: (n) => `${n ?? 0} 条回放`,
    exploration: (n) => (n === null ? '没有穷举' : n > 0 ? '走得到' : '走不到'),
    traffic: (n) => (n === null ? '没有数据' : `${n} 次对话`),
  },
  untested: {
    replays: (n) => `没有回放走过的（${n}）`,
    exploration: (n) => `穷举走不到的（${n}）`,
    traffic: (n) => `没有人走过的（${n}）`,
  },
  allTested: '没有，每个节点、按钮和结果都走到过。',
}

const en: Words = {
  title: 'Dialogs',
  pick: 'Choose a dialog',
  search: 'Search nodes and words',
  hits: (n) => `${n} found`,
  noHits: 'Nothing found',
  show: 'Coverage by',
  sources: { replays: 'replays', exploration: 'exploration', traffic: 'traffic' },
  notLooked: { replays: '', exploration: 'Exploration was left out', traffic: 'There was no database' },
  otherLanguage: '中文',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Whole picture',
  legend: 'Legend',
  kinds: {
    choose: 'question: offers buttons',
    ask: 'asks for a value',
    diagnose: 'checks: several in a row',
    check: 'check: reads, changes nothing',
    act: 'act: changes something',
    branch: 'branch: looks at a known value',
    goto: 'goes on',
    next: 'goes on to the next finding',
    call: 'calls another dialog',
    escalate: 'hands over to a person',
    end: 'end',
  },
  missing: 'dashed, with ✗: nothing came by',
  stubs: 'small and round: one node to which many lead',
  move: 'Drag to move, wheel or pinch to zoom; arrow keys, +, - and 0 work as well.',
  close: 'Close',
  overview: 'About the dialog',
  at: 'Written at',
  copy: 'Copy',
  copied: 'Copied',
  says: 'Says',
  onlyWhen: 'only when',
  ways: 'Ways out',
  about: 'About',
  facts: 'Facts',
  advice: 'Advice',
  calls: 'Calls the dialog',
  calledBy: 'Used by',
  requires: 'Requires',
  startsOn: 'Starts on',
  start: 'Starts at',
  giveUp: 'Gives up at',
  replays: (n) => `Replays that come by (${n})`,
  noReplays: 'No replay comes by here.',
  visits: {
    replays: (n) => `${n ?? 0} ${n === 1 ? 'replay' : 'replays'}`,
    exploration: (n) => (n === null ? 'not explored' : n > 0 ? 'reachable' : 'unreachable'),
    traffic: (n) => (n === null ? 'no data' : `${n} ${n === 1 ? 'conversation' : 'conversations'}`),
  },
  untested: {
    replays: (n) => `No replay comes by (${n})`,
    exploration: (n) => `Exploration never comes by (${n})`,
    traffic: (n) => `Nobody came by (${n})`,
  },
  allTested: 'None: every node, button and outcome is walked.',
}

export const WORDS: Readonly<Record<Lang, Words>> = { zh, en }
