import { describe, expect, test } from '@jest/globals'
import { allowedHref } from '../../src/web/widget/links.js'
import { type Block, type Inline, plainText, readMarkdown } from '../../src/web/widget/markdown.js'

const inlines = (source: string): readonly Inline[] =>
  readMarkdown(source).flatMap((block: Block) => (block.type === 'list' ? block.items.flat() : block.lines.flat()))
const text = (words: string): Inline => ({ type: 'text', text: words })

test('bold, a list and an official link', () => {
  expect(readMarkdown('请看 **步骤**：\n- 一\n- [安全中心](https://aq.qq.com/a?b=1)')).toEqual([
    { type: 'paragraph', lines: [[text('请看 '), { type: 'bold', text: '步骤' }, text('：')]] },
    { type: 'list', ordered: false, start: 1, items: [[text('一')], [{ type: 'link', text: '安全中心', href: 'https://aq.qq.com/a?b=1' }]] },
  ])
})
test('numbered lists keep their numbers', () => expect(readMarkdown('3. 三\n4. 四')).toMatchObject([{ type: 'list', ordered: true, start: 3 }]))
test('an empty line parts paragraphs, a single line end does not', () =>
  expect(readMarkdown('a\nb\n\nc').map((block) => (block.type === 'paragraph' ? block.lines.length : 0))).toEqual([2, 1]))
test.each(['**', '****', '**a', 'a*b*c', '[a]', '[a](', '](', '[](https://aq.qq.com)', '*', '1.', '-', '[[a](https://aq.qq.com)'])(
  '%j stays text',
  (source) => expect(inlines(source).every((inline) => inline.type === 'text' || inline.type === 'link')).toBe(true),
)
test('what does not close is not lost', () => expect(plainText('**a [b](c')).toBe('**a [b](c'))
test('the announcement has the words without the marks', () => expect(plainText('**您好**\n- [安全中心](https://aq.qq.com/)')).toBe('您好\n安全中心'))

describe('hostile texts', () => {
  const payloads = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\nscript:alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:x)',
    '[x](//aq.qq.com)',
    '[x](http://aq.qq.com)',
    '[x](https://aq.qq.com@evil.example)',
    '[x](https://user:pass@aq.qq.com)',
    '[x](https://aq.qq.com:8443)',
    '[x](https://aq.qq.com.evil.example)',
    '[x](https://evil.example/aq.qq.com)',
    '[x](https://evil.example\\@aq.qq.com)',
    '[x](https://evil-aq.qq.com)',
    '[x](https://user.qzone.qq.com)',
    '[x](https://аq.qq.com)',
    '[x" onclick="alert(1)](https://evil.example)',
  ]
  test.each(payloads)('%j makes no link', (source) => expect(inlines(source).filter((inline) => inline.type === 'link')).toEqual([]))
  test('markup is carried as text to the letter', () => expect(plainText('<b onclick="x">&lt;</b>')).toBe('<b onclick="x">&lt;</b>'))
  test('a label may be hostile, it is still only a text', () =>
    expect(inlines('[<img src=x>](https://kf.qq.com/)')).toEqual([{ type: 'link', text: '<img src=x>', href: 'https://kf.qq.com/' }]))
  test('a row of brackets is read to its end', () => expect(plainText('['.repeat(20_000)).length).toBe(20_000))
  test('allowed addresses come back normalised', () => expect(allowedHref('https://AQ.qq.com/x y')).toBe('https://aq.qq.com/x%20y'))
})
