import type { NodeKind, Source } from '../../contract/pictures.js'
import type { Text } from '../../shared/lang.js'

export const KIND_WORDS: Readonly<Record<NodeKind, Text>> = {
  choose: { zh: '选择', en: 'question' },
  ask: { zh: '填写', en: 'asks' },
  diagnose: { zh: '诊断', en: 'checks' },
  check: { zh: '检查', en: 'check' },
  act: { zh: '操作', en: 'act' },
  branch: { zh: '分支', en: 'branch' },
  goto: { zh: '继续', en: 'goes on' },
  next: { zh: '下一项', en: 'next finding' },
  call: { zh: '调用', en: 'call' },
  escalate: { zh: '转人工', en: 'person' },
  end: { zh: '结束', en: 'end' },
}
/** One sign a kind, so that colour is not needed to tell them apart. */
export const SIGNS: Readonly<Record<NodeKind, string>> = {
  choose: '?',
  ask: '_',
  diagnose: '≡',
  check: '✓',
  act: '!',
  branch: '◇',
  goto: '→',
  next: '↻',
  call: '↗',
  escalate: '人',
  end: '■',
}
/** On a node that nothing came by. */
export const MISSING: Readonly<Record<Source, Text>> = {
  replays: { zh: '✗ 未测试', en: '✗ untested' },
  exploration: { zh: '✗ 走不到', en: '✗ unreachable' },
  traffic: { zh: '✗ 无人走过', en: '✗ unused' },
}
