import type { ComponentChildren, VNode } from 'preact'
import { useState } from 'preact/hooks'
import {
  type PicturedDialog,
  type PicturedNode,
  type PicturedWay,
  type Pictures,
  SOURCES,
  type Source,
  type Visits,
} from '../../contract/pictures.js'
import { type Lang, WORDS } from './words.js'

export type Showing = { readonly pictures: Pictures; readonly lang: Lang; readonly show: Source; readonly go: (id: string) => void }

const Part = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }): VNode => (
  <section>
    <h3>{title}</h3>
    {children}
  </section>
)

function Place({ file, line, lang }: { readonly file: string; readonly line: number; readonly lang: Lang }): VNode {
  const [isCopied, setCopied] = useState(false)
  const place = `${file}:${line}`
  // A page opened from a file may be refused the clipboard; the place can be selected all the same.
  const copy = (): void =>
    void navigator.clipboard?.writeText(place).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <p>
      <code>{place}</code>{' '}
      <button type="button" class="link" onClick={copy}>
        {isCopied ? WORDS[lang].copied : WORDS[lang].copy}
      </button>
    </p>
  )
}

const Link = ({ to, go, children }: { readonly to: string; readonly go: (id: string) => void; readonly children?: ComponentChildren }): VNode => (
  <button type="button" class="link" onClick={() => go(to)}>
    {children ?? to}
  </button>
)

function VisitLine({ visits, lang }: { readonly visits: Visits; readonly lang: Lang }): VNode {
  const words = WORDS[lang]
  return (
    <p class="note">
      {SOURCES.map((source, index) => (
        <span key={source} class={visits[source] === 0 ? 'missing-text' : undefined}>
          {index > 0 && ' · '}
          {visits[source] === 0 && '✗ '}
          {words.visits[source](visits[source])}
        </span>
      ))}
    </p>
  )
}

/** What there is to know of one node. */
export function NodePanel({ node, ...showing }: Showing & { readonly node: PicturedNode }): VNode {
  const { lang, go, pictures } = showing
  const words = WORDS[lang]
  const other = lang === 'zh' ? 'en' : 'zh'
  return (
    <>
      <h2>{node.id}</h2>
      <p class="note">{words.kinds[node.kind]}</p>
      <VisitLine visits={node.visits} lang={lang} />
      <Part title={words.at}>
        <Place file={node.file} line={node.line} lang={lang} />
      </Part>
      {node.calls !== null && (
        <Part title={words.calls}>
          <Link to={node.calls} go={go}>
            {node.calls} →
          </Link>
        </Part>
      )}
      {node.says.length > 0 && (
        <Part title={words.says}>
          {node.says.map(({ text, when }) => (
            <blockquote key={text.zh}>
              {when !== '' && (
                <span class="note">
                  {words.onlyWhen} <code>{when}</code>
                  {'\n'}
                </span>
              )}
              <span lang={lang}>{text[lang]}</span>
              {'\n'}
              <span class="note" lang={other}>
                {text[other]}
              </span>
            </blockquote>
          ))}
        </Part>
      )}
      {node.ways.length > 0 && <Ways node={node} {...showing} />}
      {node.about.length > 0 && node.calls === null && (
        <Part title={words.about}>
          <code>{node.about.join(', ')}</code>
        </Part>
      )}
      {node.sources.length > 0 && <Part title={words.facts}>{node.sources.join(', ')}</Part>}
      {node.advises.length > 0 && (
        <Part title={words.advice}>
          <code>{node.advises.join(', ')}</code>
        </Part>
      )}
      <Part title={words.replays(node.replays.length)}>
        {node.replays.length === 0 ? (
          <p class="missing-text">{words.noReplays}</p>
        ) : (
          <ul>
            {node.replays.map((number) => (
              <li key={number}>
                <code>{pictures.replays[number]}</code>
              </li>
            ))}
          </ul>
        )}
      </Part>
    </>
  )
}

function Ways({ node, lang, show, go }: Showing & { readonly node: PicturedNode }): VNode {
  const words = WORDS[lang]
  const name = ({ on, label }: PicturedWay): VNode => (
    <>
      {label !== null && `${label[lang]} `}
      {on !== null && !(on.includes(' ') && !on.includes(': ')) && <code>{on}</code>}
    </>
  )
  return (
    <Part title={words.ways}>
      <table class="visits">
        <tbody>
          {node.ways.map((way) => (
            <tr key={`${way.on} ${way.to}`}>
              <td>
                {name(way)}
                {way.to !== null && (
                  <>
                    {' → '}
                    <Link to={`${node.dialog}/${way.to}`} go={go}>
                      {way.to}
                    </Link>
                  </>
                )}
              </td>
              <td class={way.visits[show] === 0 ? 'missing-text' : undefined}>
                {way.visits[show] === 0 && '✗ '}
                {words.visits[show](way.visits[show])}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

/** What there is to know of a dialog, and what nothing comes by in it. */
export function DialogPanel({ dialog, lang, show, go }: Showing & { readonly dialog: PicturedDialog }): VNode {
  const words = WORDS[lang]
  const untested = dialog.nodes.flatMap((node) => [
    ...(node.visits[show] === 0 ? [{ node, on: '' }] : []),
    ...node.ways.flatMap(({ on, visits }) => (on !== null && visits[show] === 0 && node.visits[show] !== 0 ? [{ node, on }] : [])),
  ])
  return (
    <>
      <h2>{dialog.title[lang]}</h2>
      <p class="note">
        <code>{dialog.id}</code>
      </p>
      <Part title={words.at}>
        <Place file={dialog.file} line={dialog.line} lang={lang} />
      </Part>
      {dialog.startsOn.length > 0 && (
        <Part title={words.startsOn}>
          <code>{dialog.startsOn.join(', ')}</code>
        </Part>
      )}
      {dialog.requires !== null && (
        <Part title={words.requires}>
          <Link to={dialog.requires} go={go} />
        </Part>
      )}
      <Part title={words.start}>
        <Link to={`${dialog.id}/${dialog.start}`} go={go} />
      </Part>
      <Part title={words.giveUp}>
        <Link to={`${dialog.id}/${dialog.giveUp}`} go={go} />
      </Part>
      {dialog.calledBy.length > 0 && (
        <Part title={words.calledBy}>
          <ul>
            {dialog.calledBy.map((id) => (
              <li key={id}>
                <Link to={id} go={go} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {untested.length === 0 ? (
        <Part title={words.untested[show](0)}>
          <p>{words.allTested}</p>
        </Part>
      ) : (
        <Part title={words.untested[show](untested.length)}>
          <ul>
            {untested.map(({ node, on }) => (
              <li key={`${node.id} ${on}`}>
                <Link to={node.id} go={go}>
                  {node.node}
                </Link>{' '}
                {on !== '' && <code>{on}</code>}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}
