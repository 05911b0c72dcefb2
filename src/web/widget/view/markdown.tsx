import { Fragment, type VNode } from 'preact'
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
      {inlines.map((inline, index) => {
        switch (inline.type) {
          case 'text':
            return <Fragment key={index}>{inline.text}</Fragment>
          case 'bold':
            return <strong key={index}>{inline.text}</strong>
          case 'link':
            return (
              <a key={index} href={inline.href} target="_blank" rel="noopener noreferrer nofollow">
                {inline.text}
              </a>
            )
        }
      })}
    </>
  )
}
