import type { VNode } from 'preact'
import { type Inline, readMarkdown } from '../markdown.js'

/** A bot's text as elements: every piece of it ends in a text node. */
export function Markdown({ source }: { readonly source: string }): VNode {
  return (
    <>
      {readMarkdown(source).map((block, index) => {
        if (block.type === 'paragraph') return <p key={index}>{block.lines.map((line, at) => [at > 0 && <br />, <Inlines inlines={line} />])}</p>
        const items = block.items.map((item, at) => (
          <li key={at}>
            <Inlines inlines={item} />
          </li>
        ))
        return block.ordered ? (
          <ol key={index} start={block.start}>
            {items}
          </ol>
        ) : (
          <ul key={index}>{items}</ul>
        )
      })}
    </>
  )
}

function Inlines({ inlines }: { readonly inlines: readonly Inline[] }): VNode {
  return (
    <>
      {inlines.map((inline, index) => (
        <Piece key={index} inline={inline} />
      ))}
    </>
  )
}

function Piece({ inline }: { readonly inline: Inline }): VNode {
  switch (inline.type) {
    case 'text':
      return <>{inline.text}</>
    case 'bold':
      return <strong>{inline.text}</strong>
    case 'link':
      return (
        <a href={inline.href} target="_blank" rel="noopener noreferrer nofollow">
          {inline.text}
        </a>
      )
  }
}
