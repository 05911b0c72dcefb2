/**
 * What runs in the page. It is text here, for the page has no other file: plain JavaScript that builds elements and sets their text, never markup.
 * A conversation's own data are parsed when it is opened for the first time.
 */
export const SCRIPT = `
'use strict'
const read = (id) => JSON.parse(document.getElementById(id).textContent)
const { items, figures, notes, at } = read('index')
const lang = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
const words = read('words')[lang]
const say = (key, values) => words[key].replace(/\\{(\\w+)\\}/g, (whole, name) => (values && Object.hasOwn(values, name) ? String(values[name]) : whole))
const el = (tag, name, ...inside) => {
  const made = document.createElement(tag)
  if (name) made.className = name
  made.append(...inside.filter((one) => one !== null))
  return made
}
const itemText = (item) => (typeof item === 'string' ? item : Object.entries(item).map(([name, outcome]) => name + ': ' + outcome).join(', '))
const valueText = (value) => (typeof value === 'string' ? value : JSON.stringify(value))

function listOf({ wanted, got, first }) {
  const list = el('ol')
  const line = (text, name) => list.append(el('li', name, text))
  if (first.got === null && first.wanted !== null && first.index !== got.length) {
    for (const [index, item] of wanted.entries()) line(itemText(item), index === first.index ? 'wanted' : '')
    line('', '')
    for (const item of got) line(itemText(item), '')
    return list
  }
  for (const item of got.slice(0, first.index)) line(itemText(item), '')
  line(first.wanted ?? say('nothing'), 'wanted')
  line(first.got ?? say('nothing'), 'got')
  for (const item of got.slice(first.index + 1)) line(itemText(item), '')
  return list
}

function differenceOf(mismatch) {
  const { key, wanted, got, first } = mismatch
  const isMissing = first && first.got === null && first.wanted !== null && first.index !== got.length
  const title = !first ? say('mismatch', { key }) : isMissing ? say('missing', { key, item: first.wanted }) : say('item', { key, n: first.index + 1 })
  const inside = first ? listOf(mismatch) : el('ul', '', el('li', 'wanted', valueText(wanted)), el('li', 'got', valueText(got)))
  return el('div', 'difference', el('h2', '', title), inside)
}

function understoodText({ kind, intent, ranking, decision, choice, entities }) {
  const parts = [kind + (intent === null ? '' : ' → ' + intent) + (decision === null ? '' : ' (' + decision + ')')]
  if (ranking.length > 0) parts.push(ranking.map((one) => one.intent + ' ' + one.confidence.toFixed(2)).join(', '))
  if (choice !== null) parts.push(choice)
  if (entities.length > 0) parts.push(say('entities') + ' ' + entities.join(', '))
  return parts.join(' · ')
}

function whyOf({ understood, nodes, checks, acts, outcome, ticket, slots }, isOpen) {
  const rows = el('dl')
  const row = (name, text) => text !== '' && rows.append(el('dt', '', say(name)), el('dd', '', text))
  for (const one of understood) row('understood', understoodText(one))
  row('visited', nodes.join(' → '))
  row('checks', checks.map(itemText).join(', '))
  row('acts', acts.map(itemText).join(', '))
  row('outcome', outcome ?? '')
  row('ticket', ticket ? ticket.queue + (ticket.existing ? ' ' + say('existing') : '') : '')
  row('slots', Object.entries(slots).map(([slot, value]) => slot + '=' + value).join(', '))
  const why = el('details', 'why', el('summary', '', say('why')), rows)
  why.open = isOpen
  return why
}

function turnOf({ said, replies, choices, mismatches, why }) {
  const differs = mismatches.length > 0
  const bubble = (name, text) => {
    const made = el('div', 'bubble ' + name, text)
    made.setAttribute('aria-label', say(name) + text)
    made.setAttribute('role', 'note')
    return made
  }
  const turn = el('div', differs ? 'turn differs' : 'turn', bubble('user', said), ...replies.map((text) => bubble('bot', text)))
  if (choices.length > 0) turn.append(el('div', 'choices', ...choices.map((text) => el('span', '', text))))
  turn.append(...mismatches.map(differenceOf), whyOf(why, differs))
  return turn
}

function bodyOf(index) {
  const { error, file, turn, line, turns, more } = read('c' + index)
  const body = el('div', 'body')
  if (error !== null) body.append(el('div', 'difference', el('h2', '', items[index].state === 'skipped' ? say('skipped') : say('error')), el('ul', '', el('li', '', error))))
  if (turn !== null) body.append(el('p', 'place', say('place', { turn, file, line: line ?? '?' })))
  body.append(...turns.map(turnOf))
  if (more > 0) body.append(el('p', 'place', say('more', { n: more })))
  return body
}

function rowOf({ name, state, ms }, index) {
  const head = el('button', 'head', el('span', 'badge ' + state, say(state)), el('span', 'name', name), el('span', 'time', say('time', { ms })))
  head.type = 'button'
  head.setAttribute('aria-expanded', 'false')
  const row = el('li', '', head)
  let body = null
  head.addEventListener('click', () => {
    if (body === null) row.append((body = bodyOf(index)))
    else body.hidden = !body.hidden
    head.setAttribute('aria-expanded', String(!body.hidden))
  })
  return row
}

document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
document.title = say('title')
const figure = (name, value) => el('div', name, el('dt', '', say(name)), el('dd', '', value))
const share = ({ covered, total }) => covered + ' / ' + total
const states = ['failed', 'passed', 'skipped'].filter((state) => state !== 'skipped' || figures.skipped > 0)
const search = el('input')
search.type = 'search'
search.placeholder = say('search')
search.setAttribute('aria-label', say('search'))
const count = el('p', 'count')
count.setAttribute('role', 'status')
const list = el('ul', 'list')
const none = el('p', 'count', say('none'))
const order = ['failed', 'skipped', 'passed']
const rows = items.map((item, index) => ({ item, row: rowOf(item, index) })).sort((a, b) => order.indexOf(a.item.state) - order.indexOf(b.item.state))
list.append(...rows.map(({ row }) => row))

let state = 'all'
const buttons = ['all', ...states].map((name) => {
  const button = el('button', '', say(name))
  button.type = 'button'
  button.dataset.state = name
  button.addEventListener('click', () => {
    state = name
    show()
  })
  return button
})
function show() {
  const wanted = search.value.trim().toLowerCase()
  let shown = 0
  for (const { item, row } of rows) {
    const fits = (state === 'all' || item.state === state) && (wanted === '' || (item.name + ' ' + item.words).toLowerCase().includes(wanted))
    row.hidden = !fits
    if (fits) shown++
  }
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.state === state))
  count.textContent = say('shown', { all: items.length, shown })
  none.hidden = shown > 0
}
search.addEventListener('input', show)
const filter = el('fieldset', '', ...buttons)
filter.setAttribute('aria-label', say('filter'))
document.querySelector('main').append(
  el('h1', '', say('title')),
  el('p', 'when', say('when', { at: new Date(at).toLocaleString(lang === 'zh' ? 'zh-CN' : 'en') })),
  el('dl', 'figures', ...states.map((name) => figure(name, String(figures[name]))), ...(figures.coverage ? [figure('nodes', share(figures.coverage.nodes)), figure('edges', share(figures.coverage.edges))] : [])),
  notes.length > 0 ? el('ul', 'notes', ...notes.map((note) => el('li', '', note))) : '',
  el('div', 'tools', search, filter), count, none, list,
)
show()
document.body.dataset.ready = 'yes'
`
