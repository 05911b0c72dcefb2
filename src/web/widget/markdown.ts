import { allowedHref } from './links.js'

/** The safe subset of Markdown as data: the view builds text nodes from it, so nothing in a message can become markup. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'bold'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly href: string }

export type Block =
  | { readonly type: 'paragraph'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly Inline[])[] }

type Item = { readonly ordered: boolean; readonly start: number; readonly rest: string }

export function readMarkdown(source: string): readonly Block[] {
  const blocks: Block[] = []
  let previousWasBlank = true
  for (const line of source.replaceAll('\r\n', '\n').split('\n')) {
    if (line.trim() === '') {
      previousWasBlank = true
      continue
    }
    addLine(blocks, line, previousWasBlank)
    previousWasBlank = false
  }
  return blocks
}

/** The words alone, for a screen reader's announcement. */
export function plainText(source: string): string {
  const lines = readMarkdown(source).flatMap((block) => (block.type === 'list' ? block.items : block.lines))
  return lines.map((line) => line.map((inline) => inline.text).join('')).join('\n')
}

function addLine(blocks: Block[], line: string, startsBlock: boolean): void {
  const item = readItem(line)
  const last = blocks.at(-1)
  if (item !== undefined) {
    const content = readInline(item.rest)
    if (last?.type === 'list' && last.ordered === item.ordered) blocks[blocks.length - 1] = { ...last, items: [...last.items, content] }
    else blocks.push({ type: 'list', ordered: item.ordered, start: item.start, items: [content] })
    return
  }
  const content = readInline(line)
  if (last?.type === 'paragraph' && !startsBlock) blocks[blocks.length - 1] = { ...last, lines: [...last.lines, content] }
  else blocks.push({ type: 'paragraph', lines: [content] })
}

function readItem(line: string): Item | undefined {
  const bullet = /^ {0,3}[-*] (.+)$/.exec(line)
  if (bullet?.[1] !== undefined) return { ordered: false, start: 1, rest: bullet[1] }
  const numbered = /^ {0,3}(\d{1,3})\. (.+)$/.exec(line)
  if (numbered?.[1] !== undefined && numbered[2] !== undefined) return { ordered: true, start: Number(numbered[1]), rest: numbered[2] }
  return undefined
}

function readInline(source: string): readonly Inline[] {
  const found: Inline[] = []
  let plain = ''
  let at = 0
  while (at < source.length) {
    const marked = readBold(source, at) ?? readLink(source, at)
    if (marked === undefined) {
      plain += source.charAt(at)
      at += 1
      continue
    }
    if (plain !== '') found.push({ type: 'text', text: plain })
    plain = ''
    found.push(marked.inline)
    at = marked.end
  }
  if (plain !== '') found.push({ type: 'text', text: plain })
  return found
}

type Marked = { readonly inline: Inline; readonly end: number }

function readBold(source: string, at: number): Marked | undefined {
  if (pairOfStars(source, at) !== at) return undefined
  const end = pairOfStars(source, at + 2)
  if (end < 0) return undefined
  return { inline: { type: 'bold', text: source.slice(at + 2, end) }, end: end + 2 }
}

/** Where two stars stand that are no part of a longer row: the four of a masked number (138****5678) are meant as they are. */
function pairOfStars(source: string, from: number): number {
  for (let at = source.indexOf('**', from); at >= 0; ) {
    let end = at
    while (source.charAt(end) === '*') end += 1
    if (end - at === 2 && source.charAt(at - 1) !== '*') return at
    at = source.indexOf('**', end)
  }
  return -1
}

/** Longer than any real address; it bounds the work that a row of brackets can cause. */
const LONGEST_LINK = 600

function readLink(source: string, at: number): Marked | undefined {
  if (source.charAt(at) !== '[') return undefined
  const near = source.slice(at, at + LONGEST_LINK)
  const middle = near.indexOf('](')
  const end = near.indexOf(')', middle)
  if (middle < 2 || end < 0) return undefined
  const label = near.slice(1, middle)
  const href = allowedHref(near.slice(middle + 2, end))
  // An address that is not allowed is shown as it was written: the reader sees where it would have led.
  if (href === undefined || label.includes('[')) return undefined
  return { inline: { type: 'link', text: label, href }, end: at + end + 1 }
}
